import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ensureBuilt } from './cli'
import { root, runToEnd } from './processes'

describe('A soak', () => {
  it('of bad nights, with the history on the disk, loses nothing and doubles nothing, and prints one line of JSON', async () => {
    await ensureBuilt()
    const { code, stdout, stderr } = await runToEnd(process.execPath, ['--expose-gc', join(root, 'out/main/drill-soak.cjs'), '--minutes', '130'])
    expect(stdout.trim().split('\n')).toHaveLength(1)
    const report = JSON.parse(stdout) as Record<string, number> // its documented line
    expect(Object.keys(report)).toEqual(['polls', 'heapSlopeBytesPerDay', 'lost', 'doubled'])
    expect({ report, stderr }).toMatchObject({ report: { polls: 130, lost: 0, doubled: 0 } })
    expect(Number.isInteger(report['heapSlopeBytesPerDay'])).toBe(true)
    // A night has failovers of its own and those of a lost zone.
    expect(Number(/(\d+) incidents kept/.exec(stderr)?.[1])).toBeGreaterThan(4)
    expect(code).toBe(0)
  })

  it('counts polls and measures the heap after its warm-up alone', async () => {
    await ensureBuilt()
    const { stdout, stderr } = await runToEnd(process.execPath, ['--expose-gc', join(root, 'out/main/drill-soak.cjs'), '--minutes', '40', '--warm-up', '60'])
    expect(JSON.parse(stdout)).toMatchObject({ polls: 40, lost: 0, doubled: 0 })
    expect(stderr).toMatch(/heap: -?\d+ bytes a day in the first half, -?\d+ in the second/)
  })

  it('refuses to guess at the heap', async () => {
    await ensureBuilt()
    const { code, stdout, stderr } = await runToEnd(process.execPath, [join(root, 'out/main/drill-soak.cjs'), '--minutes', '60'])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('--expose-gc')
  })
})
