import type { Leftover } from '../../maintenance/leftover'
import { about, type Check, type Verdict } from '../check'
import { momentText } from '../wording'

/** What a maintenance window left behind, or holds up. The desk's own looking is its evidence, so that it is never too old. */
export const windowLeftover: Check = {
  id: 'window-leftover',
  clause: 'availability',
  title: 'Left behind by maintenance windows',
  feeds: [],
  judge: ({ id, leftovers = [] }) => leftovers.map((leftover) => judgeLeftover(id, leftover)),
}

const words: Record<Leftover['kind'], (run: string) => string> = {
  access: (run) => `Its access is still closed by the window ${run}, which is over. Delete the rule tagged watchfloor-run=${run} from its load balancer, then look at its login screen.`,
  alarms: (run) => `Its alarms are still muted by the window ${run}, which is over. Delete the mute rules named wf-${run}-…, and switch their actions on where they are off.`,
  question: (run) => `The run of the window ${run} waits for an answer and goes no further until somebody gives it. Answer on the maintenance screen.`,
  run: (run) => `Nobody carries the run of the window ${run}: what it closed stays closed and what it muted stays muted. Take it over on the maintenance screen.`,
}

function judgeLeftover(tenant: string, { kind, run, account = '', region = '', sinceMs }: Leftover): Verdict {
  const subject = { kind: 'tenant' as const, id: tenant, ...(account === '' ? {} : { account, region }) }
  return about(subject, { feed: 'desk', account, region, observedAtMs: sinceMs }, {
    severity: 'critical',
    clause: kind === 'alarms' ? 'monitoring' : 'availability',
    summary: words[kind](run),
    beganAtMs: sinceMs,
    evidence: [{ label: 'Window', value: run }, { label: 'First seen', value: momentText(sinceMs) }],
  })
}
