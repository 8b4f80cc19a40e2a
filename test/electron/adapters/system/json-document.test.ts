import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createJsonDocument } from '#electron/adapters/system/json-document'
import { rememberingLogger } from '#test/fakes/remembering-logger'

let folder: string
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'document-'))))
afterEach(() => rm(folder, { recursive: true }))

it('loads what was saved', async () => {
  const file = path.join(folder, 'deeper/settings.json')
  expect(await createJsonDocument(file, rememberingLogger().logger).save({ theme: 'dark' })).toEqual({ ok: true, value: null })
  expect(await createJsonDocument(file, rememberingLogger().logger).load()).toEqual({ theme: 'dark' })
})

it('is absent without a word when there is no file, and with a log line when there is one that cannot be read', async () => {
  const { logger, events } = rememberingLogger()
  const file = path.join(folder, 'settings.json')
  expect(await createJsonDocument(file, logger).load()).toBeUndefined()
  expect(events()).toEqual([])
  await writeFile(file, '{"theme": "da')
  expect(await createJsonDocument(file, logger).load()).toBeUndefined()
  expect(events()).toEqual(['document.unreadable'])
})

it('keeps the last of many saves and leaves nothing half behind', async () => {
  const file = path.join(folder, 'settings.json')
  const document = createJsonDocument(file, rememberingLogger().logger)
  await Promise.all(Array.from({ length: 20 }, (_, number) => document.save({ number })))
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ number: 19 })
  expect(await readdir(folder)).toEqual(['settings.json'])
})

it('answers with words when the disk refuses', async () => {
  await writeFile(path.join(folder, 'a-file'), '')
  const saved = await createJsonDocument(path.join(folder, 'a-file/settings.json'), rememberingLogger().logger).save({})
  expect(saved).toMatchObject({ ok: false, error: { kind: 'storageFailed', retry: 'later' } })
})
