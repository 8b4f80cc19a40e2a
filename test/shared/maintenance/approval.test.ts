import { describe, expect, it } from 'vitest'
import { approvalStanding, type Approval, type ApprovalQuestion } from '#shared/maintenance/approval'

const by = (person: string, more: Partial<Approval> = {}): Approval => ({ by: person, planHash: 'hash-2', atMs: 0, ...more })
const ask = (approvals: readonly Approval[], more: Partial<ApprovalQuestion> = {}) => approvalStanding({ kind: 'downtime', author: 'ada', planHash: 'hash-2', approvals, ...more })

describe('whether a plan may run', () => {
  it('another person has agreed to it', () => {
    expect(ask([by('grace')])).toEqual({ isApproved: true, approvers: ['grace'], missing: 0, void: [], needsReason: false })
    expect(ask([])).toMatchObject({ isApproved: false, missing: 1 })
  })

  it('not who wrote it, however they spell themselves', () => {
    expect(ask([by('Ada')])).toMatchObject({ isApproved: false, void: [{ because: 'author' }] })
  })

  it('not when it was edited afterwards', () => {
    expect(ask([by('grace', { planHash: 'hash-1' })])).toMatchObject({ isApproved: false, void: [{ because: 'planChanged' }] })
  })

  it('an emergency needs two people and a reason', () => {
    const emergency = { kind: 'emergency', reason: 'disk full' } as const
    expect(ask([by('grace')], emergency)).toMatchObject({ isApproved: false, missing: 1 })
    expect(ask([by('grace'), by('GRACE', { atMs: 1 })], emergency)).toMatchObject({ isApproved: false, missing: 1, void: [{ because: 'again' }] })
    expect(ask([by('grace'), by('linus')], emergency)).toMatchObject({ isApproved: true })
    expect(ask([by('grace'), by('linus')], { ...emergency, reason: '  ' })).toMatchObject({ isApproved: false, missing: 0, needsReason: true })
  })

  it('says of each approval that counts for nothing why', () => {
    const standing = ask([by('grace', { atMs: 3 }), by('grace', { atMs: 2, planHash: 'hash-1' }), by('ada', { atMs: 1 })])
    expect(standing.void.map(({ because }) => because)).toEqual(['author', 'planChanged'])
    expect(standing.approvers).toEqual(['grace'])
  })
})
