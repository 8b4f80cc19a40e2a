import { agreeingMinutes, isSlow, loadFigures, slowSeconds } from '../app-load'
import { evidence, type Check } from '../check'
import { aboutLoad, alarmOn } from '../load-verdict'

export const appLatency: Check = {
  id: 'app-latency',
  clause: 'availability',
  title: 'How fast app servers answer',
  feeds: ['cloudwatch.app-load', 'autoscaling.groups'],
  judge: (view) =>
    view.appGroups.flatMap((group) =>
      group.loads.filter(isSlow).map((load) => {
        const alarm = alarmOn(view, load.key, ['TargetResponseTime'])
        const seconds = loadFigures(load)?.latencySeconds ?? 0
        return aboutLoad(group, load, (name) => ({
          // The alarm on it has the weight: one matter, one finding.
          severity: alarm === undefined ? 'degraded' : 'info',
          summary: `Answers of ${name} are slow: one in a hundred takes longer than ${slowSeconds} s${alarm === undefined ? ', and no alarm says so' : ''}.`,
          evidence: [evidence('99 of 100 within', `${seconds.toFixed(2)} s`), evidence('Slow', `in ${agreeingMinutes} or more of the last 5 minutes`), ...(alarm === undefined ? [] : [evidence('Alarm', alarm)])],
        }))
      }),
    ),
}
