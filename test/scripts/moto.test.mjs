import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ensureMoto } from '../../scripts/bootstrap/moto.mjs'

/** A python3 of ours first on the path: it notes what it is asked, makes environments, and its pip does what the test wrote down. */
const python = `#!/bin/sh
echo "$*" >> "$NOTES"
case "$*" in
  "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python3" ;;
  "-m pip install"*) . "$PIP" ;;
esac
`

const before = { PATH: process.env.PATH }
let folder
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'moto-'))
  mkdirSync(path.join(folder, 'bin'))
  writeFileSync(path.join(folder, 'bin', 'python3'), python)
  chmodSync(path.join(folder, 'bin', 'python3'), 0o755)
  Object.assign(process.env, { PATH: `${path.join(folder, 'bin')}:/usr/bin:/bin`, NOTES: path.join(folder, 'notes'), PIP: path.join(folder, 'pip') })
})
afterEach(() => {
  process.env.PATH = before.PATH
  delete process.env.NOTES
  delete process.env.PIP
  rmSync(folder, { recursive: true })
})

const pipDoes = (script) => writeFileSync(path.join(folder, 'pip'), script)
const pipWorks = () => pipDoes('touch "${0%/*}/moto_server"\n')
const asked = (what) => readFileSync(path.join(folder, 'notes'), 'utf8').split('\n').filter((line) => line.startsWith(what)).length
const environment = () => path.join(folder, 'moto-5.2.1')

describe.skipIf(process.platform === 'win32')('moto for the tests', () => {
  it('is installed once, as pinned and from wheels alone, and found on the path from then on', async () => {
    pipWorks()
    expect(await ensureMoto(folder)).toBeUndefined()
    expect(readFileSync(path.join(folder, 'notes'), 'utf8')).toMatch(/--only-binary :all:.* moto\[server\]==5\.2\.1 boto3==/)
    expect(process.env.PATH.split(':')[0]).toBe(path.join(environment(), 'bin'))
    expect(await ensureMoto(folder)).toBeUndefined()
    expect(asked('-m pip')).toBe(1)
  })

  it('that cannot be had is told in pip’s words, leaves nothing behind, and is not asked for again on the same day', async () => {
    pipDoes('echo "ERROR: No matching distribution found" >&2; exit 1\n')
    expect(await ensureMoto(folder)).toMatch(/^ERROR: No matching distribution found; .* or after rm /)
    expect(existsSync(environment())).toBe(false)
    pipWorks()
    expect(await ensureMoto(folder)).toMatch(/^ERROR: No matching/)
    expect(asked('-m pip')).toBe(1)
    expect(process.env.PATH).not.toContain('moto-5.2.1')
  })

  it('left half by a run that was killed is made anew', async () => {
    mkdirSync(path.join(environment(), 'bin'), { recursive: true })
    writeFileSync(path.join(environment(), 'bin', 'moto_server'), '')
    pipWorks()
    expect(await ensureMoto(folder)).toBeUndefined()
    expect(asked('-m venv')).toBe(1)
  })

  it('is not tried where python3 cannot make environments', async () => {
    writeFileSync(path.join(folder, 'bin', 'python3'), '#!/bin/sh\nexit 1\n')
    expect(await ensureMoto(folder)).toContain('apt-get install -y python3-venv')
  })
})
