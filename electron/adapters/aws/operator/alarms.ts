import {
  DeleteAlarmMuteRuleCommand,
  DescribeAlarmsCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  GetAlarmMuteRuleCommand,
  ListAlarmMuteRulesCommand,
  PutAlarmMuteRuleCommand,
} from '@aws-sdk/client-cloudwatch'
import { err, ok } from '#shared/kernel/result'
import { parseIsoDuration } from '#shared/kernel/iso-duration'
import { minuteMs } from '#shared/kernel/time'
import type { AlarmOperator, MuteRule } from '#electron/ports/operator/alarms'
import type { OperatorCall, Outcome } from '#electron/ports/operator/outcome'
import type { Clients } from '../clients'
import type { Exchange } from '../send'
import { omitAbsent } from '../omit-absent'
import { operate } from './operate'

export function createAlarmOperator(clients: Clients, exchange: Exchange): AlarmOperator {
  const on = <T extends object, V>(call: OperatorCall, operation: string, request: (signal: AbortSignal) => Promise<T>, read: (output: T) => V | undefined) => operate(exchange, call, 'cloudwatch', operation, request, read)
  const cloudWatch = () => clients.cloudWatch()
  return {
    putMuteRule: (call, rule) => on(call, 'PutAlarmMuteRule', (abortSignal) => cloudWatch().send(new PutAlarmMuteRuleCommand(ruleInput(rule)), { abortSignal }), () => null),
    muteRule: (call, name) =>
      on(
        call,
        'GetAlarmMuteRule',
        (abortSignal) => cloudWatch().send(new GetAlarmMuteRuleCommand({ AlarmMuteRuleName: name }), { abortSignal }),
        ({ Name, Status, MuteTargets, Rule }) => (Name === undefined ? undefined : { name: Name, status: Status ?? 'unknown', alarms: MuteTargets?.AlarmNames ?? [], ...omitAbsent({ toMs: endOf(Rule?.Schedule) }) }),
      ),
    muteRules: (call) => listRules(clients, exchange, call),
    deleteMuteRule: (call, name) => on(call, 'DeleteAlarmMuteRule', (abortSignal) => cloudWatch().send(new DeleteAlarmMuteRuleCommand({ AlarmMuteRuleName: name }), { abortSignal }), () => null),
    disableActions: (call, alarms) => on(call, 'DisableAlarmActions', (abortSignal) => cloudWatch().send(new DisableAlarmActionsCommand({ AlarmNames: [...alarms] }), { abortSignal }), () => null),
    enableActions: (call, alarms) => on(call, 'EnableAlarmActions', (abortSignal) => cloudWatch().send(new EnableAlarmActionsCommand({ AlarmNames: [...alarms] }), { abortSignal }), () => null),
    actions: (call, alarms) =>
      on(
        call,
        'DescribeAlarms',
        (abortSignal) => cloudWatch().send(new DescribeAlarmsCommand({ AlarmNames: [...alarms], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords: 100 }), { abortSignal }),
        ({ MetricAlarms = [], CompositeAlarms = [] }) => Object.fromEntries([...MetricAlarms, ...CompositeAlarms].flatMap(({ AlarmName: name, ActionsEnabled: enabled }) => (name === undefined ? [] : [[name, enabled === true]]))),
      ),
  }
}

/** `at(2026-03-02T13:00)` in UTC, for whole minutes; it expires with its one occurrence. */
function ruleInput({ name, description, alarms, fromMs, toMs }: MuteRule) {
  const startMs = Math.floor(fromMs / minuteMs) * minuteMs
  const minutes = Math.max(1, Math.ceil((toMs - startMs) / minuteMs))
  return {
    Name: name,
    Description: description,
    Rule: { Schedule: { Expression: `at(${new Date(startMs).toISOString().slice(0, 16)})`, Duration: `PT${minutes}M`, Timezone: 'UTC' } },
    MuteTargets: { AlarmNames: [...alarms] },
  }
}

/** Of a one-time schedule in UTC, as they are made here. */
function endOf(schedule: { readonly Expression?: string | undefined; readonly Duration?: string | undefined; readonly Timezone?: string | undefined } | undefined): number | undefined {
  const { Expression: expression = '', Duration: duration = '', Timezone: timezone = 'UTC' } = schedule ?? {}
  const at = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d)\)$/.exec(expression)?.[1]
  const lengthMs = parseIsoDuration(duration)
  return at === undefined || lengthMs === undefined || timezone !== 'UTC' ? undefined : Date.parse(`${at}:00Z`) + lengthMs
}

/** `arn:aws:cloudwatch:<region>:<account>:alarm-mute-rule:<name>` */
const nameOf = (arn: string): string => arn.split(':').slice(6).join(':')

async function listRules(clients: Clients, exchange: Exchange, call: OperatorCall): Promise<Outcome<readonly string[]>> {
  const names: string[] = []
  for (let token: string | undefined; ; ) {
    const input = { Statuses: ['SCHEDULED' as const, 'ACTIVE' as const], MaxRecords: 100, ...(token === undefined ? {} : { NextToken: token }) }
    const page = await operate(exchange, call, 'cloudwatch', 'ListAlarmMuteRules', (abortSignal) => clients.cloudWatch().send(new ListAlarmMuteRulesCommand(input), { abortSignal }), (output) => output)
    if (!page.ok) return err(page.error)
    names.push(...(page.value.value.AlarmMuteRuleSummaries ?? []).flatMap(({ AlarmMuteRuleArn: arn }) => (arn === undefined ? [] : [nameOf(arn)])))
    const next = page.value.value.NextToken
    // A token that comes back would never end.
    if (next === undefined || next === '' || next === token) return ok({ value: names, dateMs: page.value.dateMs })
    token = next
  }
}
