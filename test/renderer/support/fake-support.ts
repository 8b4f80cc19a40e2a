import type { CommandResult } from '#shared/ipc/contract'
import type { SupportCommands } from '#shared/ipc/support-contract'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import type { GrantWish } from '#shared/support/grant'
import type { GrantPreview, GrantView, SupportDeskView, TenantSupportView } from '#shared/support/support-view'
import { aGrant, anAskedGrant, aStatementPreview, aSupportDesk, aTenantSupport, supportNowMs } from '#test/builders/support'
import type { FakeBridge } from '../fake-bridge'

export interface FakeSupport {
  /** AWS was read back, another console spoke: whatever the core shows from now on. */
  change(id: string, more: Partial<GrantView>): void
  set(desk: Partial<SupportDeskView>): void
  grant(id: string): GrantView
}

export interface FakeSupportOptions {
  readonly desk?: Partial<SupportDeskView>
  readonly tenant?: Partial<TenantSupportView>
  readonly preview?: (wish: GrantWish) => GrantPreview
}

type Answers = { [N in keyof SupportCommands]: (input: SupportCommands[N]['input']) => CommandResult<N> }

const usualPreview = (wish: GrantWish): GrantPreview => ({ issues: [], ...(wish.what.includes('ssh') ? { cidr: '198.51.100.7/32' } : {}), calls: ['scheduler:CreateSchedule wf-close-acme', `ssm:PutParameter /watchfloor/support-access/${wish.tenant}/${wish.environment}`], overlaps: [] })

/** Lets a fake core answer everything about support access over grants in memory. What AWS does afterwards, a test says by `change`. */
export function openFakeSupport(bridge: FakeBridge, { desk = {}, tenant = {}, preview = usualPreview }: FakeSupportOptions = {}): FakeSupport {
  let shown: SupportDeskView = aSupportDesk(desk)
  const set = (more: Partial<SupportDeskView>): void => {
    shown = { ...shown, ...more }
    bridge.emit('support.changed', null)
  }
  const found = (id: string): CommandResult<'support.grant'> => {
    const grant = shown.grants.find((each) => each.id === id)
    return grant === undefined ? err(appError('notFound', `This desk has no grant “${id}”.`)) : ok(grant)
  }
  const change = (id: string, more: Partial<GrantView>): CommandResult<'support.grant'> => {
    set({ grants: shown.grants.map((grant) => (grant.id === id ? { ...grant, ...more } : grant)) })
    return found(id)
  }
  const add = (wish: GrantWish, more: Partial<GrantView>): CommandResult<'support.grant'> => {
    const { fromMs = supportNowMs, ...rest } = wish
    const grant = anAskedGrant({ ...rest, fromMs, id: `g-new-${shown.grants.length + 1}`, tenantName: 'Acme Bank', by: 'trainee', atMs: supportNowMs, may: { approve: 'You asked for it, so somebody else has to approve it.', refuse: 'It is yours.', end: true, review: 'Only break-glass is reviewed.' }, ...more })
    set({ grants: [grant, ...shown.grants] })
    return ok(grant)
  }
  const approvedBy = (by: string) => (id: string): CommandResult<'support.grant'> => change(id, { stage: 'opening', words: 'Approved: AWS is being told.', approvals: [{ by, atMs: supportNowMs }] })
  const answers: Answers = {
    'support.desk': () => ok(shown),
    'support.tenant': () => ok(aTenantSupport({ ...tenant, grants: shown.grants })),
    'support.grant': ({ id }) => found(id),
    'support.preview': ({ wish }) => ok(preview(wish)),
    'support.ask': ({ wish }) => add(wish, tenant.isSelfService === true ? { stage: 'opening', words: 'AWS is being told.', isSelfService: true } : {}),
    'support.breakGlass': ({ wish }) => add(wish, { stage: 'opening', words: 'The glass is broken: everybody is told, AWS is being told.', isBreakGlass: true }),
    'support.approve': ({ id }) => approvedBy('trainee')(id),
    'support.practiseApproval': ({ id }) => approvedBy('practice-colleague')(id),
    'support.refuse': ({ id, why }) => change(id, { stage: 'refused', words: `Refused: ${why}` }),
    'support.end': ({ id, why }) => change(id, { stage: 'revoking', words: 'Being taken back, not proven yet.', ended: { atMs: supportNowMs, how: 'ended', by: 'trainee', why } }),
    'support.review': ({ id, words, isFine }) => change(id, { review: { by: 'trainee', atMs: supportNowMs, words, isFine } }),
    'support.repair': ({ drift }) => (set({ drifts: shown.drifts.filter(({ id }) => id !== drift) }), ok(shown)),
    'support.reconcile': () => ok(shown),
    'support.statementPreview': () => ok(aStatementPreview()),
    'support.statement': ({ as }) => ok(`/home/desk/statement.${as}`),
  }
  for (const [name, answer] of Object.entries(answers)) bridge.answer(name as 'support.desk', answer as never)
  return { change: (id, more) => void change(id, more), set, grant: (id) => shown.grants.find((each) => each.id === id) ?? aGrant({ id }) }
}
