import { healths, type Finding, type Health, type Severity } from '#shared/health/finding'
import type { TenantDetail } from '#shared/fleet/tenant-view'
import type { WatchStatus } from '#shared/fleet/watch-status'
import { hourMs, minuteMs, secondMs, dayMs } from '#shared/kernel/time'
import { plainLine } from './plain-text'
import { isFinding, worstFirst, type PolledStatus } from './status-report'

/** The widest line, so that it reads on a split terminal. Names and summaries are cut or wrapped to fit. */
export const tableWidth = 100

/** `fleet status` for people: a line of figures, a row a tenant (worst first), then every finding in full. */
export function statusTable({ status, tenants, nowMs }: PolledStatus, colour: boolean): string {
  const ordered = worstFirst(tenants)
  const paint = colour ? painted : plain
  const sections = [headline(ordered), accountLines(status), tenantRows(ordered, nowMs, paint), findingLines(ordered, nowMs, paint), spendLine(status)]
  return `${sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function headline(tenants: readonly TenantDetail[]): readonly string[] {
  const counts = healths.map((health) => [health, tenants.filter((tenant) => tenant.health === health).length] as const)
  const told = counts.filter(([, count]) => count > 0).map(([health, count]) => `${count} ${health}`)
  return [tenants.length === 0 ? 'No tenants found.' : `${tenants.length} tenants: ${told.join(', ')}`]
}

/** Only accounts that could not be read in full: the rest is no news. */
function accountLines(status: WatchStatus): readonly string[] {
  return status.accounts.flatMap(({ id, name, scopes }) =>
    scopes
      .filter(({ outcome }) => outcome !== 'ok')
      .flatMap(({ region, service, outcome, error }) => wrap(`${id} ${name} ${region} ${service}: ${outcome}${error === undefined ? '' : `. ${error.message}`}`, '  ')),
  )
}

const columns = { health: 11, tenant: 27, since: 8, lag: 8, snapshots: 6, app: 7, alarms: 6 }

function tenantRows(tenants: readonly TenantDetail[], nowMs: number, paint: Paint): readonly string[] {
  if (tenants.length === 0) return []
  const worstWidth = tableWidth - Object.values(columns).reduce((sum, width) => sum + width + 1, 0)
  const header = row('HEALTH', 'TENANT', 'SINCE', 'RPO LAG', 'SNAPS', 'APP', 'ALARMS', 'WORST')
  return [header, ...tenants.map(({ row: tenant, health, findings }) =>
    paint(health, row(
      `${glyphs[health]} ${health}`,
      tenant.name === tenant.id ? tenant.id : `${tenant.name} (${tenant.id})`,
      health === 'healthy' || tenant.healthSinceMs === undefined ? '' : duration(nowMs - tenant.healthSinceMs),
      tenant.recoveryPointLagMs === undefined ? '?' : duration(tenant.recoveryPointLagMs),
      ratio(tenant.snapshots, tenant.snapshotGoal),
      ratio(tenant.appInService, tenant.appDesired),
      `${tenant.alarmsFiring}/${tenant.alarms}`,
      cut(findings.find(({ severity }) => isFinding(severity))?.check ?? '', worstWidth),
    )),
  )]
}

function row(health: string, tenant: string, since: string, lag: string, snapshots: string, app: string, alarms: string, worst: string): string {
  const left = [cut(health, columns.health).padEnd(columns.health), cut(tenant, columns.tenant).padEnd(columns.tenant)]
  const right = [since.padStart(columns.since), lag.padStart(columns.lag), snapshots.padStart(columns.snapshots), app.padStart(columns.app), alarms.padStart(columns.alarms)]
  return [...left, ...right, worst].join(' ').trimEnd()
}

function findingLines(tenants: readonly TenantDetail[], nowMs: number, paint: Paint): readonly string[] {
  return tenants.flatMap(({ row: { id }, findings }) => {
    const shown = findings.filter(({ severity }) => isFinding(severity))
    return shown.length === 0 ? [] : [plainLine(id), ...shown.flatMap((finding) => findingText(finding, nowMs, paint))]
  })
}

function findingText({ severity, check, summary, subject, sinceAtMs }: Finding, nowMs: number, paint: Paint): readonly string[] {
  const [first = '', ...more] = wrap(`${glyphs[severity]} ${severity} ${check} for ${duration(nowMs - sinceAtMs)} on ${subject.id}: ${summary}`, '  ')
  return [paint(severity, first), ...more]
}

function spendLine({ spend, throttled, unassigned }: WatchStatus): readonly string[] {
  const remarks = [throttled > 0 ? `${throttled} throttled` : '', unassigned > 0 ? `${unassigned} resources without a tenant tag` : ''].filter((text) => text !== '')
  return [[`${spend.requests} requests`, `$${spend.dollars.toFixed(4)}`, ...remarks].join(', ')]
}

/** `4 m 10 s`, `3 h 2 m`, `2 d 4 h`: the two largest units. */
export function duration(lengthMs: number): string {
  const length = Math.max(0, lengthMs)
  if (length >= dayMs) return units(length, dayMs, 'd', hourMs, 'h')
  if (length >= hourMs) return units(length, hourMs, 'h', minuteMs, 'm')
  if (length >= minuteMs) return units(length, minuteMs, 'm', secondMs, 's')
  return `${Math.floor(length / secondMs)} s`
}

function units(length: number, largeMs: number, large: string, smallMs: number, small: string): string {
  const rest = Math.floor((length % largeMs) / smallMs)
  return `${Math.floor(length / largeMs)} ${large}${rest === 0 ? '' : ` ${rest} ${small}`}`
}

/** Breaks at spaces to `tableWidth`, what others named is made plain first; lines after the first are indented further. */
function wrap(text: string, indent: string): readonly string[] {
  const lines: string[] = []
  let line = indent
  for (const word of plainLine(text).split(/\s+/)) {
    const start = line.trim() === ''
    if (!start && line.length + 1 + word.length > tableWidth) {
      lines.push(line)
      line = `${indent}    ${word}`
    } else line += start ? word : ` ${word}`
  }
  return [...lines, line]
}

const cut = (named: string, width: number): string => {
  const text = plainLine(named)
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`
}
const ratio = (have: number | undefined, want: number | undefined): string => `${have ?? '?'}/${want ?? '?'}`

type Paint = (kind: Health | Severity, text: string) => string
const plain: Paint = (_kind, text) => text
const painted: Paint = (kind, text) => (colours[kind] === '' ? text : `\u001b[${colours[kind]}m${text}\u001b[0m`)

// A shape and a word beside each colour; healthy is not painted.
const glyphs: Record<Health | Severity, string> = { critical: '▲', degraded: '◆', unknown: '?', watch: '○', healthy: ' ', info: 'i' }
const colours: Record<Health | Severity, string> = { critical: '31', degraded: '33', unknown: '90', watch: '36', healthy: '', info: '' }
