import type { Target, TargetHealthRecord } from '../../fleet/records'
import type { AppGroupView } from '../../fleet/tenant-view'
import { inService } from '../app-capacity'
import { aboutTargets, evidence, hasTold, type Check, type Verdict } from '../check'
import { countText } from '../wording'

export const targetHealth: Check = {
  id: 'target-health',
  clause: 'appRedundancy',
  title: 'Load balancer targets',
  feeds: ['elbv2.target-health', 'autoscaling.groups'],
  judge: (view) => view.appGroups.flatMap((group) => group.record.targetGroupArns.flatMap((arn) => judgeTargets(group, arn))),
}

function judgeTargets(group: AppGroupView, arn: string): readonly Verdict[] {
  if (!hasTold(group.place, 'elbv2.target-health')) return []
  const found = group.targets.find(({ targetGroupArn }) => targetGroupArn === arn)
  const name = found?.targetGroupName ?? nameOf(arn)
  if (found === undefined) return [aboutTargets(group, name, { severity: 'unknown', summary: `Whether ${name} reaches its app servers cannot be told: its target health was not returned.`, evidence: [evidence('Target group', arn)] })]
  return found.waitsForTurn === true ? [] : judgeStates(group, found)
}

function judgeStates(group: AppGroupView, { targetGroupName: name, targets }: TargetHealthRecord): readonly Verdict[] {
  const expected = targets.filter(({ state }) => !leaving.has(state))
  const healthy = expected.filter(({ state }) => state === 'healthy')
  const ill = expected.filter(({ state }) => state.startsWith('unhealthy'))
  const unchecked = expected.filter(({ state }) => state === 'unavailable' || state === 'unknown')
  const say = (severity: Verdict['severity'], summary: string): readonly Verdict[] => [aboutTargets(group, name, { severity, summary, evidence: evidenceOf(healthy.length, expected, ill) })]
  if (expected.length === 0) return inService(group.record).length === 0 ? [] : say('critical', `Target group ${name} has no targets although app servers run: no request reaches them.`)
  if (unchecked.length === expected.length) return say('unknown', `Whether the targets of ${name} are healthy cannot be told: the load balancer does not check them.`)
  if (healthy.length === 0 && ill.length > 0) return say('critical', `No target of ${name} is healthy: requests of its tenants fail.`)
  if (ill.length > 0) return say('degraded', `${ill.length} of ${countText(expected.length, 'target')} of ${name} ${ill.length === 1 ? 'is' : 'are'} unhealthy and ${ill.length === 1 ? 'gets' : 'get'} no requests.`)
  return []
}

/** On their way out or not in use: nobody expects them to serve. */
const leaving: ReadonlySet<string> = new Set(['draining', 'unused', 'unhealthy.draining'])

function evidenceOf(healthy: number, expected: readonly Target[], ill: readonly Target[]) {
  return [
    evidence('Healthy', `${healthy} of ${expected.length} (${expected.length === 0 ? 0 : Math.round((100 * healthy) / expected.length)} %)`),
    ...ill.slice(0, 8).map(({ id, az, reason, description }) => evidence(id, [az, reason, description].filter((text) => text !== undefined).join(', '))),
  ]
}

/** `arn:aws:elasticloadbalancing:<region>:<account>:targetgroup/<name>/<id>` */
const nameOf = (arn: string): string => arn.split('/')[1] ?? arn
