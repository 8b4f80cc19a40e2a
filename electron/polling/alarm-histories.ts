import type { AlarmHistory } from '#shared/alarms/alarm-history'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, type Result } from '#shared/kernel/result'
import { minuteMs } from '#shared/kernel/time'
import type { AwsTime } from './aws-time'
import { createCall, type CallServices } from './poll'
import type { Place } from './poll-state'

/**
 * The history of the alarm that somebody looks at: one request, through the same limiter and on the same bill as the watch's own.
 *
 * The same alarm is asked for again only after a minute; two who ask at once share one request. A refusal is not remembered.
 */
export interface AlarmHistories {
  /** `alarm`: `AlarmRecord.key`, its ARN. */
  load(alarm: string): Promise<Result<AlarmHistory, AppError>>
}

export interface AlarmHistoriesOptions {
  readonly services: CallServices
  readonly places: readonly Place[]
  readonly awsTime: AwsTime
}

const keptForMs = minuteMs
const mostKept = 50

export function createAlarmHistories({ services, places, awsTime }: AlarmHistoriesOptions): AlarmHistories {
  const kept = new Map<string, Extract<Result<AlarmHistory, AppError>, { ok: true }>>()
  const underWay = new Map<string, Promise<Result<AlarmHistory, AppError>>>()

  const ask = async (alarm: string): Promise<Result<AlarmHistory, AppError>> => {
    const named = nameOf(alarm)
    const place = places.find(({ account, region }) => account === named?.account && region === named.region)
    const scope = place?.scopes.find(({ scope: { service } }) => service === 'cloudwatch')
    if (named === undefined || place === undefined || scope === undefined) return err(appError('notFound', 'That alarm is in no account of this fleet.', { at: 'alarms.history' }))
    const call = createCall(services, { scope }, 'visible', { requests: 0 })
    const reply = await place.reader.alarmHistory(call, named.name)
    call.end()
    if (reply.ok) {
      awsTime.note(place.key, reply.value.readAtMs)
      kept.delete(alarm)
      kept.set(alarm, reply)
      const [oldest] = kept.keys()
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
    }
    return reply
  }

  return {
    load: (alarm) => {
      const known = kept.get(alarm)
      if (known !== undefined && awsTime.nowMs() - known.value.readAtMs < keptForMs) return Promise.resolve(known)
      const asked = underWay.get(alarm) ?? services.activity.run(() => ask(alarm)).finally(() => underWay.delete(alarm))
      underWay.set(alarm, asked)
      return asked
    },
  }
}

/** `arn:aws:cloudwatch:<region>:<account>:alarm:<name>`; a name may hold colons. */
function nameOf(arn: string): { readonly region: string; readonly account: string; readonly name: string } | undefined {
  const match = /^arn:[\w-]+:cloudwatch:([a-z0-9-]+):(\d{12}):alarm:(.+)$/s.exec(arn)
  return match === null ? undefined : { region: match[1] ?? '', account: match[2] ?? '', name: match[3] ?? '' }
}
