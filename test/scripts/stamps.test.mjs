import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { withLock } from '../../scripts/bootstrap/lock.mjs'
import { hashOfTrees, readStamp, writeStamp } from '../../scripts/bootstrap/stamps.mjs'

let folder
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stamps-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const file = () => path.join(folder, 'source.ts')
/** From the tree's root, as the scripts name paths. */
const hash = () => hashOfTrees([path.relative(path.resolve(import.meta.dirname, '../..'), folder)])

it('a stamp says for what it was written, and nothing before', () => {
  expect(readStamp('step', folder)).toBeUndefined()
  writeStamp('step', 'key', folder)
  expect(readStamp('step', folder)).toBe('key')
})

it('a tree’s hash stays while nothing changes, and moves with content, time and names', () => {
  writeFileSync(file(), 'one')
  utimesSync(file(), 1, 1)
  const before = hash()
  expect(hash()).toBe(before)
  utimesSync(file(), 2, 2)
  const touched = hash()
  mkdirSync(path.join(folder, 'more'))
  writeFileSync(path.join(folder, 'more/new.ts'), '')
  expect(new Set([before, touched, hash()]).size).toBe(3)
})

it('two runs at once take turns, and a lock whose owner died is taken over', async () => {
  const order = []
  const step = (name) => () => {
    order.push(`${name} begins`)
    return Promise.resolve().then(() => order.push(`${name} ends`))
  }
  await Promise.all([withLock(folder, 'build', step('first')), withLock(folder, 'build', step('second'))])
  expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
  writeFileSync(path.join(folder, 'build.lock'), '999999999')
  await withLock(folder, 'build', step('third'))
  expect(order.at(-1)).toBe('third ends')
})
