import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { say } from './progress.mjs'
import { isAlive } from './processes.mjs'

/** Two starts at once take turns: the second waits and then finds the step done. A lock whose owner died is taken over. */
export async function withLock(folder, name, step) {
  const path = join(folder, `${name}.lock`)
  mkdirSync(folder, { recursive: true })
  let told = false
  while (!take(path)) {
    if (!told) say(`another run is at "${name}"; waiting for it`)
    told = true
    await sleep(200)
  }
  try {
    return await step()
  } finally {
    rmSync(path, { force: true })
  }
}

function take(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    const owner = Number(readOwner(path))
    if (owner > 0 && !isAlive(owner)) rmSync(path, { force: true })
    return false
  }
}

function readOwner(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
