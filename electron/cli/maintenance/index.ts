import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { unreachedBy } from '#shared/maintenance/notice-ledger'
import type { Choice } from '#shared/maintenance/run-event'
import type { PlanSelection } from '#shared/maintenance/plan-scope'
import { runReport, runReportHtml } from '#shared/maintenance/run-report'
import type { RunWord } from '#shared/ipc/maintenance-contract'
import type { WindowView } from '#shared/maintenance/window-view'
import type { MaintenanceOffice } from '#electron/ports/maintenance-office'
import type { Command, CommandInput } from '../command'
import { exitCodes } from '../exit-code'
import { askAll, askedLines, withAnswers } from './asked'
import { loadDraft } from './draft-file'
import { followRun } from './follow'
import { deskCommands, type Answer } from './desk-command'
import { listLines, previewLines, windowLines } from './window-lines'

const id = { name: 'ID', summary: 'The window’s id' }
const idOf = ({ positionals }: CommandInput): string => positionals[0]!
const textOf = ({ options }: CommandInput, name: string): string | undefined => {
  const value = options.get(name)
  return typeof value === 'string' ? value : undefined
}
const maintenanceCommand = deskCommands({ group: 'maintenance', officeOf: ({ office }): MaintenanceOffice => office, subject: 'window', endsWithOne: 'not succeeded' })

const shown = (window: Result<WindowView, AppError>): Result<Answer, AppError> => (window.ok ? ok({ json: window.value, lines: windowLines(window.value) }) : window)

/** Told is who was provably told: 1 where anybody was not. */
function told(window: Result<WindowView, AppError>): Result<Answer, AppError> {
  const answer = shown(window)
  if (!window.ok || !answer.ok) return answer
  return ok({ ...answer.value, isDone: true, code: unreachedBy(window.value.deliveries, window.value.sequence).length === 0 ? exitCodes.fine : exitCodes.findings })
}

/** What narrows a plan beside its file, each as often as wanted. */
const selecting = [
  { name: 'tag', value: 'KEY=VALUE', part: 'tags', summary: 'Only resources with this tag; of one key any of the values, of several keys each' },
  { name: 'tenant', value: 'ID', part: 'tenants', summary: 'Only of this tenant' },
  { name: 'environment', value: 'NAME', part: 'environments', summary: 'Only of this environment' },
  { name: 'account', value: 'NUMBER', part: 'accounts', summary: 'Only in this account' },
] as const

const selectionOf = ({ repeated }: CommandInput): PlanSelection => Object.fromEntries(selecting.flatMap(({ name, part }) => (repeated?.has(name) === true ? [[part, repeated.get(name)]] : [])))

const plan = maintenanceCommand({
  verb: 'plan',
  summary: 'Make a window from a file, or change one',
  needs: 'operate',
  mayBegin: true,
  aboutOf: ({ json }) => (typeof json === 'object' && json !== null && 'id' in json && typeof json.id === 'string' ? { kind: 'window', id: json.id } : undefined),
  positionals: [{ name: 'FILE', summary: 'The plan, YAML or JSON: title, why, kind, window, select, steps, onFailure' }],
  options: [
    { name: 'preview', summary: 'Only say what it comes to: databases, calls, outages, cut-off, conflicts, and what AWS says of it now; nothing is written' },
    ...selecting.map(({ name, value, summary }) => ({ name, value, summary, isRepeatable: true })),
    { name: 'edit', value: 'ID', summary: 'Change this window: what was approved before is void' },
  ],
  run: async (office, input) => {
    const draft = await loadDraft(input.positionals[0]!, selectionOf(input))
    if (!draft.ok) return draft
    const edit = textOf(input, 'edit')
    if (input.options.has('preview')) {
      // Under its own name, so that a window is not in its own way.
      const known = edit === undefined ? draft.value : { ...draft.value, id: edit }
      const preview = await office.preview(known)
      if (!preview.ok) return preview
      const asked = await askAll(office, known, preview.value.plan)
      const shown = withAnswers(preview.value, asked)
      return ok({ json: { ...shown, asked }, lines: [...previewLines(shown), ...askedLines(asked)] })
    }
    if (edit === undefined) return shown(await office.save(draft.value))
    const known = await office.window(edit)
    return known.ok ? shown(await office.save(draft.value, { id: edit, version: known.value.version })) : known
  },
})

const validate = maintenanceCommand({
  verb: 'validate',
  summary: 'Ask AWS and the desk what is in the way of a start',
  needs: 'read',
  positionals: [id],
  details: ['Exit code 0: it may begin now.'],
  run: async (office, input) => {
    const blockers = await office.validate(idOf(input))
    if (!blockers.ok) return blockers
    const window = await office.window(idOf(input))
    if (!window.ok) return window
    const isClear = blockers.value.length === 0
    return ok({ json: { blockers: blockers.value, calls: window.value.forecast.calls }, lines: isClear ? ['Nothing is in the way: it may begin.'] : blockers.value.map(({ message }) => message), code: isClear ? exitCodes.fine : exitCodes.findings })
  },
})

const approve = maintenanceCommand({
  verb: 'approve',
  summary: 'Approve a plan in your own name',
  needs: 'approve',
  positionals: [id],
  options: [{ name: 'hash', value: 'HASH', required: true, summary: 'Of the plan that you read, as `status` prints it' }],
  run: async (office, input) => shown(await office.approve(idOf(input), textOf(input, 'hash')!)),
})

const announce = maintenanceCommand({
  verb: 'announce',
  summary: 'Tell every tenant what it was not proven to be told yet, and read back',
  needs: 'operate',
  positionals: [id],
  details: ['Exit code 0: every tenant was provably told on both channels.'],
  run: async (office, input) => told(await office.announce(idOf(input))),
})

const callOff = maintenanceCommand({
  verb: 'call-off',
  summary: 'Call a window off, and tell whoever was told of it',
  needs: 'operate',
  positionals: [id],
  options: [{ name: 'why', value: 'TEXT', required: true, summary: 'The reason, for the desk' }],
  details: ['Exit code 1 also where it is called off, and somebody who was told of it was not provably told that it is.'],
  run: async (office, input) => told(await office.callOff(idOf(input), textOf(input, 'why')!)),
})

const run = maintenanceCommand({
  verb: 'run',
  summary: 'Start a window in its time and carry it to its end',
  needs: 'operate',
  positionals: [id],
  options: [
    { name: 'hash', value: 'HASH', required: true, summary: 'Of the plan that you mean, as `status` prints it' },
    { name: 'confirm', value: 'TITLE', summary: 'The window’s title, where more than three tenants are touched' },
  ],
  details: ['Tells each step on standard error. Ctrl-C leaves the run as it is: `resume` takes it over, here or on another console.'],
  run: async (office, input, context) => {
    const confirm = textOf(input, 'confirm')
    const begun = await office.start({ id: idOf(input), hash: textOf(input, 'hash')!, ...(confirm === undefined ? {} : { confirm }) })
    return begun.ok ? followRun(office, begun.value, context) : begun
  },
})

const resume = maintenanceCommand({
  verb: 'resume',
  summary: 'Take over a run that nobody carries, to its end',
  needs: 'operate',
  positionals: [id],
  run: async (office, input, context) => {
    const taken = await office.takeOver(idOf(input))
    return taken.ok ? followRun(office, taken.value, context) : taken
  },
})

const choices: readonly Choice[] = ['retry', 'restore', 'keep', 'wasDone', 'wasNotDone']

function wordOf(input: CommandInput): Result<RunWord, AppError> {
  const answer = textOf(input, 'answer')
  const extend = textOf(input, 'extend')
  const given = [answer, extend, ...['pause', 'resume', 'cancel'].map((name) => (input.options.has(name) ? name : undefined))].filter((word) => word !== undefined)
  if (given.length !== 1) return wrong('Say one thing: --answer, --pause, --resume, --cancel or --extend.')
  if (answer !== undefined) {
    const at = answer.lastIndexOf('=')
    const choice = choices.find((each) => each === answer.slice(at + 1))
    return at < 1 || choice === undefined ? wrong(`An answer reads QUESTION=CHOICE, and the choice is one of ${choices.join(', ')}.`) : ok({ kind: 'answer', question: answer.slice(0, at), choice })
  }
  if (extend !== undefined) {
    const toMs = Date.parse(extend)
    return Number.isNaN(toMs) || !/(Z|[+-]\d\d:\d\d)$/.test(extend) ? wrong('--extend takes an instant with its offset, such as 2026-03-05T23:30:00+01:00.') : ok({ kind: 'extend', toMs })
  }
  const [kind] = given
  return ok({ kind: kind === 'pause' ? 'pause' : kind === 'resume' ? 'resume' : 'cancel' })
}

const wrong = (message: string): Result<never, AppError> => err(appError('invalidInput', message))

const say = maintenanceCommand({
  verb: 'say',
  summary: 'Answer a run’s question, pause, resume, cancel or extend it',
  needs: 'operate',
  positionals: [id],
  options: [
    { name: 'answer', value: 'QUESTION=CHOICE', summary: 'As `status` prints them' },
    { name: 'pause', summary: 'Begin nothing new until it is resumed' },
    { name: 'resume', summary: 'Go on' },
    { name: 'cancel', summary: 'Give up: what was closed is reopened, what was changed is asked about' },
    { name: 'extend', value: 'INSTANT', summary: 'A later end, and tell the tenants' },
  ],
  run: async (office, input) => {
    const word = wordOf(input)
    return word.ok ? shown(await office.say(idOf(input), word.value)) : word
  },
})

const list = maintenanceCommand({
  verb: 'list',
  summary: 'All windows of the desk',
  needs: 'read',
  run: async (office) => {
    const calendar = await office.calendar()
    return calendar.ok ? ok({ json: calendar.value, lines: [...listLines(calendar.value.windows), ...calendar.value.calendarTroubles.map(({ message }) => `Not known: ${message}`)] }) : calendar
  },
})

const status = maintenanceCommand({
  verb: 'status',
  summary: 'A window: plan, approvals, notices, what is in the way, its run',
  needs: 'read',
  positionals: [id],
  run: async (office, input) => shown(await office.window(idOf(input))),
})

const report = maintenanceCommand({
  verb: 'report',
  summary: 'The report of a run, as HTML or (with --json) JSON',
  needs: 'read',
  positionals: [id],
  run: async (office, input) => {
    const window = await office.window(idOf(input), { allLines: true })
    return window.ok ? ok({ json: runReport(window.value, ''), lines: [runReportHtml(window.value, '').trimEnd()] }) : window
  },
})

export const maintenanceCommands: readonly Command[] = [list, plan, validate, approve, announce, callOff, run, resume, say, status, report]
