import type { Coverage } from '#shared/alarms/acknowledgement'
import type { CoveredAlarm } from '#shared/alarms/covered-alarms'
import type { AlarmDesk } from '#shared/ipc/alarms-contract'
import { minuteMs } from '#shared/kernel/time'
import { fakeNowMs } from './fake-fleet'

export const uncovered: Coverage = { state: 'uncovered', acknowledged: [], informed: [], missing: 2 }

export const fakeAlarm = (name: string, over: Partial<CoveredAlarm> = {}): CoveredAlarm => ({
  key: `arn:${name}`,
  name,
  type: 'metric',
  state: 'ALARM',
  trouble: 'firing',
  severity: 'degraded',
  tenants: [{ id: 'acme-bank', name: 'Acme Bank' }],
  environment: 'frontend',
  account: '111122223333',
  region: 'eu-west-1',
  stateUpdatedAtMs: fakeNowMs - 7 * minuteMs,
  sinceMs: fakeNowMs - 7 * minuteMs,
  isSilent: false,
  reason: 'Threshold Crossed',
  dimensions: {},
  actionsEnabled: true,
  actions: [{ arn: 'arn:aws:sns:eu-west-1:111122223333:desk', state: 'exists' }],
  turns: [],
  wanted: 2,
  ...('trouble' in over && over.trouble !== 'firing' && over.trouble !== 'flapping' ? {} : { coverage: uncovered }),
  ...over,
})

export const fakeDesk = (alarms: readonly CoveredAlarm[], over: Partial<AlarmDesk> = {}): AlarmDesk => ({ atMs: fakeNowMs, alarms, leftOut: 0, unread: [], me: 'ana', ...over })
