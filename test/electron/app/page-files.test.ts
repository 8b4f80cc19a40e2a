import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readPageFile } from '#electron/app/page-files'

let top: string
let folder: string

beforeAll(async () => {
  top = await mkdtemp(path.join(tmpdir(), 'page-'))
  folder = path.join(top, 'renderer')
  await mkdir(path.join(folder, 'assets'), { recursive: true })
  await writeFile(path.join(folder, 'index.html'), '<p>hello</p>')
  await writeFile(path.join(folder, 'assets/app.js'), 'export {}')
  await writeFile(path.join(folder, 'notes.txt'), 'of no known kind')
  await writeFile(path.join(top, 'secret.json'), '{}')
  await mkdir(path.join(top, 'renderer-more'))
  await writeFile(path.join(top, 'renderer-more/secret.json'), '{}')
})
afterAll(() => rm(top, { recursive: true }))

it('gives the page, and its parts by name, with their kind', async () => {
  expect((await readPageFile(folder, '/'))?.contentType).toBe('text/html; charset=utf-8')
  expect((await readPageFile(folder, '/assets/app.js'))?.contentType).toBe('text/javascript; charset=utf-8')
})

it.each(['/../secret.json', '/%2e%2e/secret.json', '/..%2fsecret.json', '/assets/../../secret.json', '/../renderer-more/secret.json', '/%00', '/%', '/notes.txt', '/nothing.js', '/assets'])(
  'gives nothing for %s',
  async (address) => expect(await readPageFile(folder, address)).toBeUndefined(),
)
