import { describe, expect, it } from 'vitest'
import { dayMs, hourMs } from '#shared/kernel/time'
import { grantId } from '#shared/support/grant-hash'
import { bodyOfAsked, readGrants } from '#shared/support/said-grant'
import { sha256 } from '#electron/adapters/system/digest'

const atMs = Date.UTC(2026, 10, 22, 12)

/** What somebody wrote into the desk's store past every rule of the office: break-glass for so long. */
async function written(lastsMs: number) {
  const asked = { tenant: 'acme', environment: 'frontend', what: ['application'] as const, reference: 'REQ-1', askedBy: 'J. Doe', reason: 'x', untilMs: atMs + lastsMs, atMs, isBreakGlass: true, isSelfService: false, by: 'ana' }
  const id = await grantId(asked, sha256)
  return readGrants([{ kind: 'grant', subject: id, id: 'asked', by: 'ana', body: bodyOfAsked({ ...asked, id, hash: '' }) }], [], sha256)
}

describe('what was said of grants', () => {
  it('is a grant for a day at the most, whoever wrote it', async () => {
    expect((await written(4 * hourMs)).map(({ asked }) => asked.by)).toEqual(['ana'])
    expect((await written(dayMs)).length).toBe(1)
    expect(await written(dayMs + 1)).toEqual([])
  })
})
