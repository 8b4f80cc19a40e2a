import { existsSync } from 'node:fs'
import { withLock } from './lock.mjs'
import { inTree, treeCache } from './paths.mjs'
import { run } from './processes.mjs'
import { Refusal, say } from './progress.mjs'
import { dropStamp, hashOfTrees, readStamp, writeStamp } from './stamps.mjs'

const everyPart = ['electron.vite.config.ts', 'package-lock.json', 'tsconfig.base.json', 'shared']

/** Two parts, so that the headless commands never wait for the window's code. */
const parts = {
  main: { sources: [...everyPart, 'electron', 'test/bench'], output: 'out/main', title: 'main process and command line' },
  window: { sources: [...everyPart, 'renderer', 'electron/preload'], output: 'out/renderer', title: 'window' },
}

/** `electron-vite build` of the named parts; skipped when no source changed since the last one. */
export async function ensureBuild(names = ['main', 'window']) {
  await withLock(treeCache, 'build', async () => {
    for (const name of names) await ensurePart(name)
  })
}

async function ensurePart(name) {
  const { sources, output, title } = parts[name]
  const key = hashOfTrees(sources, process.version)
  if (readStamp(`build-${name}`) === key && existsSync(inTree(output))) return
  say(`building ${title}`)
  dropStamp(`build-${name}`)
  const env = { ...process.env, WATCHFLOOR_BUILD: name, NODE_ENV: 'production' }
  const code = await run(process.execPath, [inTree('node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn', '--ignoreConfigWarning'], { env })
  if (code !== 0) throw new Refusal(`The build of ${title} failed; what it printed above says where.`)
  writeStamp(`build-${name}`, key)
}
