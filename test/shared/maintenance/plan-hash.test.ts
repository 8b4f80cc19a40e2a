import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Statement } from '#shared/desk/statement'
import type { Digest } from '#shared/kernel/digest'
import { approvalStanding } from '#shared/maintenance/approval'
import { approvalsOf } from '#shared/maintenance/approval-statement'
import type { Plan } from '#shared/maintenance/plan'
import { planHash } from '#shared/maintenance/plan-hash'
import { sha256 } from '#electron/adapters/system/digest'

const plan: Plan = {
  id: 'plan-1',
  title: 'Upgrade of acme',
  why: 'End of support',
  kind: 'downtime',
  author: 'ana',
  window: { start: '2026-11-29T01:00', zone: 'Europe/Berlin', minutes: 180 } as unknown as Plan['window'], // any window: only its text counts here
  databases: [{ arn: 'arn:aws:rds:eu-west-1:111122223333:db:acme', id: 'acme', tenant: 'acme', environment: 'frontend', engine: 'mysql', engineVersion: '8.0.35' }],
  groups: [],
  steps: [{ kind: 'db.engine-upgrade', toVersion: '8.0.40', allowMajor: false }],
  onFailure: 'restore',
}

/** The browser's own: another code than Node's hash. */
const inBrowser: Digest = async (text) => Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).toString('hex')

const approval = (by: string, planHashSaid: string, more: object = {}): Statement => ({ kind: 'approval', subject: 'plan-1', id: planHashSaid, by, body: { planHash: planHashSaid, edition: 1, atMs: 5, ...more } })

describe('The hash of a plan', () => {
  it('is SHA-256, the same in main and in the window', async () => {
    expect(await sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(await planHash(plan, inBrowser)).toBe(await planHash(plan, sha256))
  })

  it('does not mind the order of fields, and changes with every edit', async () => {
    const reordered = Object.fromEntries(Object.entries(plan).reverse()) as unknown as Plan // the same fields
    const hash = await planHash(plan, sha256)
    expect(await planHash(reordered, sha256)).toBe(hash)
    const edits: Partial<Plan>[] = [{ title: 'Upgrade of acme ' }, { onFailure: 'stopAndAsk' }, { author: 'grace' }, { databases: [] }, { emergencyReason: '' }, { steps: [...plan.steps, ...plan.steps] }]
    const hashes = await Promise.all(edits.map((edit) => planHash({ ...plan, ...edit }, sha256)))
    expect(new Set([hash, ...hashes]).size).toBe(edits.length + 1)
  })

  it('differs for plans that differ, whatever their texts hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), async (left, right) => {
        const [first, second] = await Promise.all([planHash({ ...plan, why: left }, sha256), planHash({ ...plan, why: right }, sha256)])
        expect(first === second).toBe(left === right)
      }),
    )
  })
})

describe('An approval', () => {
  it('is void once the plan was edited', async () => {
    const said = [approval('grace', await planHash(plan, sha256))]
    const standing = async (now: Plan) => approvalStanding({ kind: now.kind, author: now.author, planHash: await planHash(now, sha256), approvals: approvalsOf(said) })
    expect(await standing(plan)).toMatchObject({ isApproved: true, approvers: ['grace'] })
    expect(await standing({ ...plan, title: 'Upgrade of acme and more' })).toMatchObject({ isApproved: false, void: [{ because: 'planChanged' }] })
  })

  it('is of who the store says spoke, whatever its body claims', () => {
    expect(approvalsOf([approval('ana', 'h', { by: 'grace' })])).toEqual([{ by: 'ana', planHash: 'h', edition: 1, atMs: 5 }])
  })

  it('is none when it does not read as one', () => {
    const others = [null, 'yes', {}, { planHash: 7, edition: 1, atMs: 1 }, { planHash: 'h', edition: 1 }, { planHash: 'h', atMs: 1 }].map((body): Statement => ({ ...approval('grace', 'h'), body }))
    expect(approvalsOf([...others, { ...approval('grace', 'h'), kind: 'acknowledgement' }])).toEqual([])
  })
})
