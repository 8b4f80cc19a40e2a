import { spawn } from 'node:child_process'
import { Refusal, say } from './progress.mjs'

export const hasDisplay = () => process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/**
 * A display for windows: the one there is, or a virtual one of our own. Returns what to add to the environment, and how to end it.
 * Xvfb picks a free number itself and tells it on descriptor 3. With `endsWithWindow` it goes when its last window does, even if
 * whoever opened it was killed.
 */
export async function openDisplay({ size = '1440x900', endsWithWindow = false } = {}) {
  if (hasDisplay()) return { env: {}, isVirtual: false, close: () => undefined }
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', endsWithWindow ? '-terminate' : '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    detached: true, // Ctrl-C goes to the whole group; the display must outlive the window.
  })
  const close = () => xvfb.kill('SIGTERM')
  process.once('exit', close)
  const number = await numberOf(xvfb)
  say(`no display here: started a virtual one (:${number})`)
  return { env: { DISPLAY: `:${number}` }, isVirtual: true, close }
}

/** Virtual ones, as many as asked for, named in `WATCHFLOOR_TEST_DISPLAYS`; on a desktop the one that a person looks at. */
export async function openDisplays(count) {
  if (hasDisplay()) return openDisplay()
  const displays = await Promise.all(Array.from({ length: count }, () => openDisplay()))
  const names = displays.map(({ env }) => env.DISPLAY)
  return { env: { DISPLAY: names[0], WATCHFLOOR_TEST_DISPLAYS: names.join(' ') }, isVirtual: true, close: () => displays.forEach(({ close }) => close()) }
}

function numberOf(xvfb) {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Refusal('The virtual display (Xvfb) did not start.'))
    xvfb.once('error', fail)
    xvfb.once('exit', fail)
    let text = ''
    xvfb.stdio[3].setEncoding('utf8').on('data', (part) => {
      text += part
      if (!text.includes('\n')) return
      xvfb.off('exit', fail)
      xvfb.unref()
      xvfb.stdio[3].destroy()
      resolve(text.trim())
    })
  })
}
