import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ensureBuilt } from './cli'
import { root, runToEnd } from './processes'

const drill = (...args: readonly string[]) => runToEnd(process.execPath, [join(root, 'out/main/drill-crash.cjs'), ...args])

describe('The crash drill', () => {
  it('kills consoles around a failover, once and twice, finds nothing doubled, missing or ended wrong, and prints one line of JSON', async () => {
    await ensureBuilt()
    const { code, stdout, stderr } = await drill('--thin', '--only', 'db.failover-drill', '--twice', '4')
    expect(stdout.trim().split('\n')).toHaveLength(1)
    const report = JSON.parse(stdout) as Record<string, number> // its documented line
    expect(Object.keys(report)).toEqual(['stepKinds', 'cases', 'doubled', 'missing', 'wrongEnds'])
    expect({ report, stderr }).toMatchObject({ report: { doubled: 0, missing: 0, wrongEnds: 0 } })
    expect(report['cases']).toBeGreaterThan(15)
    expect(stderr).toMatch(/died in db\.failover-drill: \d+ times once/)
    expect(code).toBe(0)
  })

  it('has processes killed by SIGKILL before and after a line and after a reboot was asked for, once and twice; others finish, and nothing is doubled, missing or ended wrong', async () => {
    await ensureBuilt()
    const { code, stdout, stderr } = await drill('--kill', '--thin', '--only', 'db.failover-drill', '--twice', '0')
    expect({ report: JSON.parse(stdout) as unknown, stderr, code }).toMatchObject({ report: { stepKinds: 1, cases: 5, doubled: 0, missing: 0, wrongEnds: 0, signal: 'SIGKILL' }, stderr: expect.stringContaining('died in db.failover-drill: 3 times once, 1 times twice') as unknown, code: 0 })
  })

  it('refuses a scenario that it does not have', async () => {
    await ensureBuilt()
    const { code, stdout } = await drill('--only', 'nothing')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })
})
