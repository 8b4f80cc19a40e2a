import { CreateRuleCommand, DeleteRuleCommand, DescribeListenersCommand, DescribeRulesCommand, DescribeTagsCommand, ModifyRuleCommand, SetRulePrioritiesCommand, type Rule } from '@aws-sdk/client-elastic-load-balancing-v2'
import { err, ok } from '#shared/kernel/result'
import type { AccessOperator, RuleState } from '#electron/ports/operator/access'
import type { OperatorCall, Outcome } from '#electron/ports/operator/outcome'
import type { Clients } from '../clients'
import { omitAbsent } from '../omit-absent'
import type { Exchange } from '../send'
import { fromTags, toTags } from './database-states'
import { operate } from './operate'

export function createAccessOperator(clients: Clients, exchange: Exchange): AccessOperator {
  const elb = () => clients.elb()
  const on = <T extends object, V>(call: OperatorCall, operation: string, request: (signal: AbortSignal) => Promise<T>, read: (output: T) => V | undefined) => operate(exchange, call, 'elasticloadbalancing', operation, request, read)
  return {
    listeners: (call, loadBalancerArn) =>
      on(
        call,
        'DescribeListeners',
        (abortSignal) => elb().send(new DescribeListenersCommand({ LoadBalancerArn: loadBalancerArn }), { abortSignal }),
        ({ Listeners: found }) => found?.flatMap(({ ListenerArn: arn, Port: port, Protocol: protocol }) => (arn === undefined ? [] : [{ arn, ...omitAbsent({ port, protocol }) }])),
      ),
    rules: (call, listenerArn) => allRules(clients, exchange, call, listenerArn),
    ruleTags: (call, ruleArns) =>
      on(
        call,
        'DescribeTags',
        (abortSignal) => elb().send(new DescribeTagsCommand({ ResourceArns: [...ruleArns] }), { abortSignal }),
        ({ TagDescriptions: found }) => found && Object.fromEntries(found.flatMap(({ ResourceArn: arn, Tags: tags }) => (arn === undefined ? [] : [[arn, toTags(tags?.map(({ Key, Value }) => ({ Key, Value })))]]))),
      ),
    createRule: (call, { listenerArn, priority, hosts, html, tags }) =>
      on(
        call,
        'CreateRule',
        (abortSignal) =>
          elb().send(
            new CreateRuleCommand({
              ListenerArn: listenerArn,
              Priority: priority,
              Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: [...hosts] } }],
              Actions: [pageOf(html)],
              Tags: fromTags(tags),
            }),
            { abortSignal },
          ),
        ({ Rules: made }) => made?.flatMap(toRule)[0],
      ),
    setPage: (call, ruleArn, html) => on(call, 'ModifyRule', (abortSignal) => elb().send(new ModifyRuleCommand({ RuleArn: ruleArn, Actions: [pageOf(html)] }), { abortSignal }), ({ Rules: changed }) => changed?.flatMap(toRule)[0]),
    deleteRule: (call, ruleArn) => on(call, 'DeleteRule', (abortSignal) => elb().send(new DeleteRuleCommand({ RuleArn: ruleArn }), { abortSignal }), () => null),
    setRulePriorities: (call, priorities) =>
      on(
        call,
        'SetRulePriorities',
        (abortSignal) => elb().send(new SetRulePrioritiesCommand({ RulePriorities: Object.entries(priorities).map(([RuleArn, Priority]) => ({ RuleArn, Priority })) }), { abortSignal }),
        ({ Rules: moved }) => moved?.flatMap(toRule),
      ),
  }
}

const pageOf = (html: string) => ({ Type: 'fixed-response' as const, FixedResponseConfig: { StatusCode: '503', ContentType: 'text/html', MessageBody: html } })

function toRule({ RuleArn: arn, Priority: priority, Conditions: conditions = [], Actions: actions = [] }: Rule): RuleState[] {
  if (arn === undefined) return []
  const hosts = conditions.filter(({ Field: field }) => field === 'host-header').flatMap(({ HostHeaderConfig: config, Values: values }) => config?.Values ?? values ?? [])
  const fixed = actions.find(({ Type: type }) => type === 'fixed-response')?.FixedResponseConfig
  return [{ arn, priority: priority === undefined || priority === 'default' ? 'default' : Number(priority), hosts, ...omitAbsent({ status: fixed?.StatusCode === undefined ? undefined : Number(fixed.StatusCode), body: fixed?.MessageBody }) }]
}

async function allRules(clients: Clients, exchange: Exchange, call: OperatorCall, listenerArn: string): Promise<Outcome<readonly RuleState[]>> {
  const rules: RuleState[] = []
  for (let marker: string | undefined; ; ) {
    const input = { ListenerArn: listenerArn, ...(marker === undefined ? {} : { Marker: marker }) }
    const page = await operate(exchange, call, 'elasticloadbalancing', 'DescribeRules', (abortSignal) => clients.elb().send(new DescribeRulesCommand(input), { abortSignal }), (output) => (output.Rules === undefined ? undefined : output))
    if (!page.ok) return err(page.error)
    rules.push(...(page.value.value.Rules ?? []).flatMap(toRule))
    const next = page.value.value.NextMarker
    // A marker that comes back would never end.
    if (next === undefined || next === '' || next === marker) return ok({ value: rules, dateMs: page.value.dateMs })
    marker = next
  }
}
