import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const processes = path.resolve(import.meta.dirname, '../../scripts/bootstrap/processes.mjs')
const script = `
  import { endWithShell } from ${JSON.stringify(processes)}
  endWithShell()
  process.on('SIGTERM', () => { console.log('told'); process.exit() })
  setTimeout(() => undefined, 15_000)
  console.log('ready')
`

/** As npm does it: a shell that starts node. The last command keeps the shell from becoming node itself. */
const belowShell = (env) => spawn('sh', ['-c', '"$0" --input-type=module -e "$1"; :', process.execPath, script], { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })

describe.skipIf(process.platform === 'win32')('a script below npm', () => {
  it('is told to end when npm’s shell was ended without passing it on', async () => {
    const shell = belowShell({ npm_lifecycle_event: 'start' })
    let said = ''
    shell.stdout.setEncoding('utf8').on('data', (part) => {
      said += part
      if (part.includes('ready')) shell.kill('SIGTERM')
    })
    await once(shell.stdout, 'end')
    expect(said).toBe('ready\ntold\n')
  })
})
