import { DescribeAlarmHistoryCommand, type AlarmHistoryItem, type CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import type { AlarmChange, AlarmHistory } from '#shared/alarms/alarm-history'
import type { AlarmState } from '#shared/fleet/records'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Call } from '#electron/ports/aws-reader'
import { omitAbsent } from './omit-absent'
import { send, type Exchange } from './send'

/** AWS's limit of one page: the newest are what a person reads. */
const mostItems = 100

/** One page of an alarm's state changes, newest first. */
export async function fetchAlarmHistory(cloudWatch: CloudWatchClient, exchange: Exchange, call: Call, name: string): Promise<Result<AlarmHistory, AppError>> {
  const input = { AlarmName: name, AlarmTypes: ['MetricAlarm' as const, 'CompositeAlarm' as const], HistoryItemType: 'StateUpdate' as const, ScanBy: 'TimestampDescending' as const, MaxRecords: mostItems }
  const reply = await send(exchange, call, 'cloudwatch', 'DescribeAlarmHistory', (abortSignal) => cloudWatch.send(new DescribeAlarmHistoryCommand(input), { abortSignal }))
  if (!reply.ok) return reply
  const { output, dateMs } = reply.value
  if (output.AlarmHistoryItems === undefined) return err(appError('unreadableReply', 'The history of an alarm is missing from a reply. A proxy may have changed it; it is tried again.'))
  const changes = output.AlarmHistoryItems.filter((item) => item.HistoryItemType === 'StateUpdate').flatMap(toChange)
  return ok({ readAtMs: dateMs, changes: [...changes].sort((a, b) => b.atMs - a.atMs), more: (output.NextToken ?? '') !== '' })
}

function toChange({ Timestamp: at, HistoryData: data, HistorySummary: summary }: AlarmHistoryItem): readonly AlarmChange[] {
  const told = parsed(data)
  const to = stateOf(told?.newState?.stateValue) ?? stateOf(/to (\w+)\s*$/.exec(summary ?? '')?.[1])
  if (at === undefined || to === undefined) return []
  return [{ atMs: at.getTime(), to, ...omitAbsent({ from: stateOf(told?.oldState?.stateValue), reason: textOf(told?.newState?.stateReason) }) }]
}

interface HistoryData {
  readonly oldState?: { readonly stateValue?: unknown }
  readonly newState?: { readonly stateValue?: unknown; readonly stateReason?: unknown }
}

/** CloudWatch puts the states into a JSON text whose form no schema promises: whatever is not there is left out. */
function parsed(data: string | undefined): HistoryData | undefined {
  try {
    const value: unknown = JSON.parse(data ?? '')
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

const states: readonly string[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA']
const stateOf = (value: unknown): AlarmState | undefined => (typeof value === 'string' && states.includes(value) ? (value as AlarmState) : undefined) // checked on this line
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
