import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runSupportDrill } from '#electron/drill/support/support-drill'
import { ensureBuilt } from './cli'
import { root, runToEnd } from './processes'

const drill = (...args: readonly string[]) => runToEnd(process.execPath, [join(root, 'out/main/drill-support.cjs'), ...args])

test('support access holds while things go wrong, and while consoles die at some of the edges', async () => {
  const report = await runSupportDrill({ every: 40, share: { part: 0, of: 1 } })
  expect(report).toMatchObject({ ok: true, value: { failed: [] } })
  if (report.ok) expect(report.value.edges).toBeGreaterThan(60)
}, 120_000)

test('processes are killed by SIGKILL where AWS has it and nobody knows, and before the line that proves it; others find the truth, and nothing is open, left, doubled or unsaid', async () => {
  await ensureBuilt()
  const { code, stdout } = await drill('--kill', '--thin')
  const report = JSON.parse(stdout) as { readonly cases: number; readonly died: Readonly<Record<string, Readonly<Record<string, number>>>> } // its documented line
  expect({ report, code }).toMatchObject({ report: { failed: [], signal: 'SIGKILL' }, code: 0 })
  expect(Object.keys(report.died).toSorted()).toEqual(['break-glass', 'client’s end', 'end', 'expiry', 'extension', 'opening', 'repair'])
  expect(Object.values(report.died).every((sorts) => (sorts['after AWS'] ?? 0) >= 1 && (sorts['before store'] ?? 0) >= 1)).toBe(true)
}, 300_000)

test('the drill tells its cases by name, and refuses a name that none of them has', async () => {
  await ensureBuilt()
  const { code, stdout } = await drill('--list')
  expect(code).toBe(0)
  expect(stdout.trim().split('\n')).toEqual(expect.arrayContaining(['asleep past the end', expect.stringMatching(/^dies after network\.authorize/)]))
  expect(await drill('--only', 'nothing of the kind')).toMatchObject({ code: 2, stdout: '' })
}, 60_000)
