import { resolve } from 'node:path'
import { ensureBuild } from './bootstrap/build.mjs'
import { ensureDependencies } from './bootstrap/dependencies.mjs'
import { hasDisplay, openDisplay } from './bootstrap/display.mjs'
import { ensureElectron, environmentOf } from './bootstrap/electron-runtime.mjs'
import { callerDir, inTree, root } from './bootstrap/paths.mjs'
import { isRoot, runUntilItEnds } from './bootstrap/processes.mjs'
import { runScript, say } from './bootstrap/progress.mjs'
import { ensureSandbox } from './bootstrap/sandbox.mjs'
import { ensureSharedLibraries } from './bootstrap/shared-libraries.mjs'

/** `npm start [-- --fleet FILE]`: everything from a fresh clone to an open window. */
await runScript(async () => {
  await ensureDependencies()
  const [runtime] = await Promise.all([ensureElectronHere(), ensureBuild()])
  const display = await openDisplay({ endsWithWindow: true })
  const picture = display.isVirtual ? inTree('out', 'window.png') : process.env.WATCHFLOOR_PICTURE
  if (display.isVirtual) say('a picture of the window is kept at out/window.png')
  say('opening the window; Ctrl-C ends it')
  try {
    return await runUntilItEnds(runtime.executable, [root, ...switches(display), ...fromCaller(process.argv.slice(2))], {
      env: { ...withoutNodeMode(process.env), ...environmentOf(runtime), ...display.env, ...(picture ? { WATCHFLOOR_PICTURE: picture } : {}) },
    })
  } finally {
    display.close()
  }
})

async function ensureElectronHere() {
  const runtime = await ensureElectron()
  await ensureSharedLibraries(runtime, { needsDisplay: !hasDisplay() })
  ensureSandbox(runtime)
  return runtime
}

/**
 * Chromium refuses its sandbox to root; for everybody else it stays on. Where there is no display there is no desktop bus either,
 * and Chromium says so ten times: only fatal lines then.
 */
function switches(display) {
  return [...(isRoot ? ['--no-sandbox'] : []), ...(display.isVirtual ? ['--log-level=3'] : [])]
}

/** A relative fleet file means the folder the person stood in. */
function fromCaller(args) {
  return args.map((arg, index) => {
    if (args[index - 1] === '--fleet') return resolve(callerDir, arg)
    return arg.startsWith('--fleet=') ? `--fleet=${resolve(callerDir, arg.slice('--fleet='.length))}` : arg
  })
}

/** An inherited ELECTRON_RUN_AS_NODE would open no window. */
function withoutNodeMode(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name !== 'ELECTRON_RUN_AS_NODE'))
}
