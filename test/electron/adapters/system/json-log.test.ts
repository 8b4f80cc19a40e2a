import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createJsonLog } from '#electron/adapters/system/json-log'

let folder: string
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'log-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const clock = { nowMs: () => Date.UTC(2026, 2, 2, 6) }
const linesOf = (file: string): unknown[] =>
  readFileSync(path.join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)

it('writes one JSON line an event, the variable part last', () => {
  createJsonLog({ folder, clock }).warn('poll.failed', { feed: 'rds', inARow: 2 })
  expect(linesOf('watchfloor.log')).toEqual([{ at: '2026-03-02T06:00:00.000Z', level: 'warn', event: 'poll.failed', feed: 'rds', inARow: 2 }])
})

it('never writes what looks like a secret or is called one', () => {
  const log = createJsonLog({ folder, clock })
  log.error('aws.failed', { sessionToken: 'abc', words: 'key AKIAIOSFODNN7EXAMPLE, Bearer abc.def, ?X-Amz-Signature=0a1b&x=1', secretAccessKey: 's3cr3t' })
  const text = readFileSync(path.join(folder, 'watchfloor.log'), 'utf8')
  for (const secret of ['"abc"', 'AKIAIOSFODNN7EXAMPLE', 'abc.def', '0a1b', 's3cr3t']) expect(text).not.toContain(secret)
  expect(text).toContain('aws.failed')
})

it('puts a full file aside and keeps only so many', () => {
  const log = createJsonLog({ folder, clock, fileBytes: 100, files: 3 })
  for (let number = 0; number < 12; number++) log.info('event', { number, filling: 'x'.repeat(80) })
  expect(readdirSync(folder).sort()).toEqual(['watchfloor.1.log', 'watchfloor.2.log', 'watchfloor.log'])
  expect(linesOf('watchfloor.log').at(-1)).toMatchObject({ number: 11 })
  expect(linesOf('watchfloor.1.log').at(-1)).toMatchObject({ number: 10 })
})

it('does not bring the product down when nothing can be written', () => {
  const file = path.join(folder, 'a-file')
  writeFileSync(file, '')
  const echoed: string[] = []
  createJsonLog({ folder: path.join(file, 'logs'), clock, echo: (line) => echoed.push(line) }).error('event')
  expect(echoed.at(-1)).toContain('log.notWritten')
})
