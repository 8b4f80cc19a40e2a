import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { dayMs, secondMs } from '#shared/kernel/time'
import type { GrantView, SupportDeskView } from '#shared/support/support-view'
import { breakGlassIssues } from '#shared/support/wish-issues'
import type { SupportOffice } from '#electron/ports/support-office'
import type { Command, CommandContext, CommandInput, OptionSpec } from '../command'
import { exitCodes } from '../exit-code'
import { deskCommands, type Answer } from '../maintenance/desk-command'
import { comparedAnswer, deskAnswer, grantAnswer, movingAnswer, repairedAnswer } from './answer'
import { instantOption, textOf, wishOf } from './wish-of'

const id = { name: 'ID', summary: 'The grant’s id' }
const idOf = ({ positionals }: CommandInput): string => positionals[0]!
const supportCommand = deskCommands({ group: 'support', officeOf: ({ support }): SupportOffice => support(), subject: 'grant', endsWithOne: 'not proven, or not as it should be' })

const shown = (grant: Result<GrantView, AppError>): Result<Answer, AppError> => (grant.ok ? ok(grantAnswer(grant.value)) : grant)
const shownDesk = (desk: Result<SupportDeskView, AppError>): Result<Answer, AppError> => (desk.ok ? ok(deskAnswer(desk.value)) : desk)

/** As long as another console is at it, or AWS at work: a command does not wait longer. */
const patienceMs = 60 * secondMs
const againMs = 2 * secondMs

/** Does in AWS what is due now, and waits until it is proven; what is not by then is for whichever console is on. */
async function carried(office: SupportOffice, said: Result<GrantView, AppError>, { clock, timers, stop }: CommandContext): Promise<Result<Answer, AppError>> {
  if (!said.ok) return said
  const untilMs = clock.nowMs() + patienceMs
  for (;;) {
    const done = await office.reconcile()
    const grant = await office.grant(said.value.id)
    if (!grant.ok) return grant
    const isMoving = grant.value.stage === 'opening' || grant.value.stage === 'revoking'
    if (!isMoving) return ok(grantAnswer(grant.value, done.ok ? done.value.drifts : []))
    if (stop.aborted || clock.nowMs() >= untilMs) return ok(movingAnswer(grant.value))
    if (!done.ok && done.error.kind !== 'conflict') return done
    await timers.sleep(againMs, 'another console is at it, or AWS did not answer', stop)
  }
}

/** One console of the desk does something in AWS at a time: that another one is at it is no finding, and is waited for. */
async function inTurn<T>({ clock, timers, stop }: CommandContext, act: () => Promise<Result<T, AppError>>): Promise<Result<T, AppError>> {
  const untilMs = clock.nowMs() + patienceMs
  for (;;) {
    const done = await act()
    if (done.ok || done.error.kind !== 'conflict' || stop.aborted || clock.nowMs() >= untilMs) return done
    await timers.sleep(againMs, 'another console is at it', stop)
  }
}

const notWell = '1 while any support access is in trouble or not proven closed (REVOKING), somebody worked in AWS on one that has not ended and it was put right (FOUND), a drift stands, a place could not be compared (“not known”), or the desk’s store answers from a copy.'

const wishOptions: readonly OptionSpec[] = [
  { name: 'what', value: 'KINDS', summary: 'application, ssh, or application,ssh; left out: application' },
  { name: 'reference', value: 'TEXT', required: true, summary: 'The client’s number of their request' },
  { name: 'asked-by', value: 'NAME', required: true, summary: 'Who asked, at the client’s' },
  { name: 'reason', value: 'TEXT', required: true, summary: 'Why' },
  { name: 'from', value: 'INSTANT', summary: 'Not before; left out: as soon as it is approved' },
  { name: 'until', value: 'INSTANT', summary: 'Its end, such as 2026-11-22T12:00:00Z' },
  { name: 'minutes', value: 'N', summary: 'Or so many minutes from now, or from --from' },
]

const grant = supportCommand({
  verb: 'grant',
  summary: 'Ask for support access to a tenant',
  needs: 'operate',
  mayBegin: true,
  positionals: [
    { name: 'TENANT', summary: 'Its id' },
    { name: 'ENVIRONMENT', summary: 'As the fleet file names it' },
  ],
  options: [
    ...wishOptions,
    { name: 'preview', summary: 'Only say what is in the way, and which calls it comes to; nothing is written' },
    { name: 'break-glass', value: 'TENANT', summary: 'Open it without an approval: the tenant’s id once more. Everybody is told, and somebody else reviews it. It opens at once: no --from' },
  ],
  tenantsOf: ({ positionals }) => [positionals[0]!],
  aboutOf: ({ json }) => (typeof json === 'object' && json !== null && 'id' in json && typeof json.id === 'string' ? { kind: 'grant', id: json.id } : undefined),
  details: ['Where nobody needs to approve, it is opened at once; else `support approve`, by another operator.'],
  run: async (office, input, context) => {
    const now = await office.desk()
    if (!now.ok) return now
    const wish = wishOf(input, now.value.nowMs)
    if (!wish.ok) return wish
    if (input.options.has('preview')) {
      const preview = await office.preview(wish.value)
      if (!preview.ok) return preview
      const { calls, overlaps } = preview.value
      const issues = [...preview.value.issues, ...(input.options.has('break-glass') ? breakGlassIssues(wish.value, now.value.nowMs) : [])]
      return ok({ json: { ...preview.value, issues }, lines: [...issues.map(({ message }) => `In the way: ${message}`), ...calls, ...overlaps], code: issues.length === 0 ? exitCodes.fine : exitCodes.findings })
    }
    const confirm = textOf(input, 'break-glass')
    return carried(office, confirm === undefined ? await office.ask(wish.value) : await office.breakGlass(wish.value, confirm), context)
  },
})

const approve = supportCommand({
  verb: 'approve',
  summary: 'Approve a grant in your own name, and open it',
  needs: 'approve',
  positionals: [id],
  options: [{ name: 'hash', value: 'HASH', required: true, summary: 'Of the grant that you read, as `status` prints it' }],
  run: async (office, input, context) => carried(office, await office.approve(idOf(input), textOf(input, 'hash')!), context),
})

const why: OptionSpec = { name: 'why', value: 'TEXT', required: true, summary: 'The reason' }

const refuse = supportCommand({
  verb: 'refuse',
  summary: 'Refuse a grant',
  needs: 'approve',
  positionals: [id],
  options: [why],
  run: async (office, input) => shown(await office.refuse(idOf(input), textOf(input, 'why')!)),
})

const end = supportCommand({
  verb: 'end',
  summary: 'End a grant now, or take back one that is not open yet, and wait for the proof',
  needs: 'operate',
  positionals: [id],
  options: [why],
  details: ['1 also when it is proven closed and the comparison afterwards found a drift at the same tenant: it is printed.'],
  run: async (office, input, context) => carried(office, await office.end(idOf(input), textOf(input, 'why')!), context),
})

const review = supportCommand({
  verb: 'review',
  summary: 'Review a break-glass grant of somebody else',
  needs: 'operate',
  positionals: [id],
  options: [
    { name: 'words', value: 'TEXT', required: true, summary: 'What you found' },
    { name: 'not-fine', summary: 'It was not in order' },
  ],
  run: async (office, input) => shown(await office.review(idOf(input), textOf(input, 'words')!, !input.options.has('not-fine'))),
})

const status = supportCommand({
  verb: 'status',
  summary: 'All support access of the desk, or one grant with its whole story',
  needs: 'read',
  options: [{ name: 'grant', value: 'ID', summary: 'Only this one' }],
  details: [`${notWell} Of one grant alone: while it is not well itself, or a drift stands at its tenant. What AWS had when it was last compared is told; \`support reconcile\` compares it now.`],
  run: async (office, input) => {
    const only = textOf(input, 'grant')
    const desk = await office.desk()
    if (only === undefined || !desk.ok) return shownDesk(desk)
    const found = await office.grant(only)
    return found.ok ? ok(grantAnswer(found.value, desk.value.drifts)) : found
  },
})

const reconcile = supportCommand({
  verb: 'reconcile',
  summary: 'Compare AWS with the grants now: open and close what is due, and find what nobody granted',
  needs: 'operate',
  details: ['While another console is at it, it is waited for, a minute at most; 1 when it was at it all the time.', notWell],
  run: async (office, _input, context) => {
    const compared = await inTurn(context, () => office.reconcile())
    return compared.ok ? ok(comparedAnswer(compared.value)) : compared
  },
})

const repair = supportCommand({
  verb: 'repair',
  summary: 'Do what the repair of a drift says, if it is still as it was found',
  needs: 'operate',
  positionals: [{ name: 'DRIFT', summary: 'As `status` prints it' }],
  run: async (office, input, context) => {
    const repaired = await inTurn(context, () => office.repair(idOf(input)))
    return repaired.ok ? ok(repairedAnswer(repaired.value, idOf(input))) : repaired
  },
})

const statement = supportCommand({
  verb: 'statement',
  summary: 'For the client: who had access, when, for what, the proof of closing, and what else happened then',
  needs: 'read',
  positionals: [{ name: 'TENANT', summary: 'Its id' }],
  options: [
    { name: 'from', value: 'INSTANT', summary: 'Left out: thirty days ago' },
    { name: 'to', value: 'INSTANT', summary: 'Left out: now' },
    { name: 'csv', summary: 'As CSV; left out: HTML' },
    { name: 'history-file', value: 'FILE', summary: 'The history to join; left out: the one that the window has for this fleet file' },
  ],
  details: [
    'Joined with CloudTrail, AWS’s events of the tenant’s databases, the desk’s maintenance windows and the history that the window keeps. What could not be asked is named, with the reason.',
    'The fleet is looked at once for the tenant’s databases, where anybody had access within the last fourteen days.',
  ],
  run: async (office, input) => {
    const from = instantOption(input, 'from')
    const to = instantOption(input, 'to')
    if (!from.ok) return from
    if (!to.ok) return to
    const now = await office.desk()
    if (!now.ok) return now
    const toMs = to.value ?? now.value.nowMs
    const span = { fromMs: from.value ?? toMs - 30 * dayMs, toMs }
    if (span.fromMs >= span.toMs) return err(appError('invalidInput', '--from is not before --to.'))
    const tenant = idOf(input)
    if (input.options.has('json')) {
      const joined = await office.joined(tenant, span)
      return joined.ok ? ok({ json: joined.value, lines: [] }) : joined
    }
    const text = await office.statement(tenant, span, input.options.has('csv') ? 'csv' : 'html')
    return text.ok ? ok({ json: null, lines: text.value.trimEnd().split('\n') }) : text
  },
})

export const supportCommands: readonly Command[] = [grant, approve, refuse, end, review, status, reconcile, repair, statement]
