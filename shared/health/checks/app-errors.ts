import { failing, failingBadlyRatio, loadFigures } from '../app-load'
import { evidence, type Check } from '../check'
import { aboutLoad, alarmOn } from '../load-verdict'

export const appErrors: Check = {
  id: 'app-errors',
  clause: 'availability',
  title: 'Requests that app servers fail',
  feeds: ['cloudwatch.app-load', 'autoscaling.groups'],
  judge: (view) =>
    view.appGroups.flatMap((group) =>
      group.loads.flatMap((load) => {
        const ratio = failing(load)
        if (ratio === undefined) return []
        const alarm = alarmOn(view, load.key, ['HTTPCode_Target_5XX_Count', 'HTTPCode_ELB_5XX_Count'])
        const figures = loadFigures(load)
        const isBad = ratio >= failingBadlyRatio
        return [
          aboutLoad(group, load, (name) => ({
            severity: isBad ? 'critical' : alarm === undefined ? 'degraded' : 'info',
            summary: `${isBad ? 'Most' : 'Some'} requests to ${name} fail with a server error${alarm === undefined ? ', and no alarm says so' : ''}.`,
            evidence: [
              evidence('Server errors', `${(100 * ratio).toFixed(1)} % of requests`),
              evidence('Each minute', `${Math.round(figures?.errorsPerMinute ?? 0)} of ${Math.round(figures?.requestsPerMinute ?? 0)} requests`),
              ...(alarm === undefined ? [] : [evidence('Alarm', alarm)]),
            ],
          })),
        ]
      }),
    ),
}
