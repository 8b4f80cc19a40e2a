import { expect, test } from 'vitest'
import { runSupportDrill } from '#electron/drill/support/support-drill'

test('support access holds while things go wrong, and while consoles die at some of the edges', async () => {
  const report = await runSupportDrill({ every: 40, share: { part: 0, of: 1 } })
  expect(report).toMatchObject({ ok: true, value: { failed: [] } })
  if (report.ok) expect(report.value.edges).toBeGreaterThan(60)
}, 120_000)
