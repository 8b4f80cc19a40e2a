import { parseIsoDuration } from '#shared/kernel/iso-duration'
import { minuteMs } from '#shared/kernel/time'
import { runDrill } from '#electron/drill/run-drill'
import { drillText, isClean } from '#electron/drill/report'
import type { Command, CommandContext } from './command'
import { exitCodes } from './exit-code'
import { refuse } from './file-issues'
import { readNumber } from './read-number'
import { findScenario } from './scenario-file'

export const drillRun: Command = {
  path: ['drill', 'run'],
  summary: 'Play a scenario in quick time and compare what Watchfloor showed with the truth',
  positionals: [],
  options: [
    { name: 'scenario', value: 'FILE', required: true, summary: "A scenario file, or a shipped one by name, e.g. 'bad-night'" },
    { name: 'for', value: 'DURATION', summary: 'Simulated time to play, ISO 8601; PT30M when left out' },
    { name: 'speed', value: 'N', summary: 'The least speed wanted, 1 to 600: virtual time never waits, so it is met wherever the machine can' },
    { name: 'json', summary: 'Print the report as JSON' },
  ],
  details: [
    "The product's own watch polls a training fleet over a loopback socket. One virtual clock drives both and stands still while anything\nis in flight: the result depends on the scenario and its seed alone, not on --speed or the machine.",
    'JSON: {conditions: [{kind, tenant, environment, subject, sinceMs, detectedMs, latencyMs, clearedMs, resolvedMs}], missed,\nfalseFindings, falseHealthyMs, requests, dollars, throttled, zones: [{account, region, az, sinceMs, detectedMs, latencyMs, clearedMs,\nfailedOver, failingOver, cannotFailOver}], incidents: {expected, missed, doubled, wrong}}. Instants are epoch milliseconds of the\nsimulated time. What is missed or wrong of zones and incidents counts in missed and falseFindings too.',
    'Exit codes: 0 nothing missed and nothing false, 1 otherwise.',
  ],
  run: async ({ options }, context) => {
    const forMs = parseIsoDuration(String(options.get('for') ?? 'PT30M'))
    if (forMs === undefined || forMs <= 0) return refuse(context, '--for wants an ISO 8601 duration such as PT30M or PT1H.')
    const speed = readNumber(options, 'speed', { from: 1, to: 600, whole: false })
    if (!speed.ok) return refuse(context, speed.error)
    const scenario = await findScenario(String(options.get('scenario')), context.resourcesPath)
    if (!scenario.ok) return refuse(context, scenario.error)
    const drill = await runDrill({ scenario: scenario.value, forMs, logger: context.logger, stop: context.stop, onProgress: progress(context, forMs) })
    if (!drill.ok) return refuse(context, drill.error)
    if (context.stop.aborted) return exitCodes.interrupted
    const { report, startedMs } = drill.value
    context.out.write(options.has('json') ? `${JSON.stringify(report, null, 2)}\n` : drillText(report, startedMs))
    return isClean(report) ? exitCodes.fine : exitCodes.findings
  },
}

/** Every five simulated minutes a line, so that a long drill is seen to be alive. */
function progress({ err }: CommandContext, forMs: number): (passedMs: number) => void {
  const everyMs = 5 * minuteMs
  return (passedMs) => {
    if (passedMs > 0 && passedMs % everyMs === 0) err.write(`${passedMs / minuteMs} of ${Math.round(forMs / minuteMs)} min\n`)
  }
}
