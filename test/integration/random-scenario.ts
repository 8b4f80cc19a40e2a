import { loadScenario } from '#electron/training/index'
import { faultKinds } from '#electron/training/faults/fault'
import { createWorld, type World } from '#electron/training/world/world'
import { createDraw, type Draw } from './random/draw'
import { randomEvent } from './random/events'
import { randomFleet } from './random/fleet'

/**
 * A scenario that nobody thought of: everything that the format documents, drawn from a seed. The same seed gives the same text.
 *
 * `minutes` is how long it is meant to be played; what happens is spread over it, and some of it lies before the start. Two tenants draw
 * most of the trouble, so that troubles meet.
 */
export function randomScenario(seed: number, minutes = 35): string {
  const draw = createDraw(seed)
  const startAtMs = Date.UTC(2026, 0, 1) + draw.whole(0, 365 * 86_400) * 1000
  const fleet = randomFleet(draw, startAtMs)
  const head = { version: 1, name: `random-${seed}`, seed, startAt: new Date(startAtMs).toISOString(), speed: draw.one([1, 60, 600]), fleet }
  const world = worldOf(JSON.stringify(head))
  const victims = [draw.one(world.fleet.tenants), draw.one(world.fleet.tenants)]
  const events = Array.from({ length: draw.whole(2, 14) }, () => randomEvent(draw, { world, minutes }, victims)).filter((event) => event !== undefined && isAbout(event, head))
  const faults = Array.from({ length: draw.one([0, 0, 1, 2, 4]) }, () => randomFault(draw, world, minutes))
  return JSON.stringify({ ...head, events, faults }, null, 2)
}

/** An event of something that this fleet does not have (an SFTP server, a web ACL) is no scenario. */
const isAbout = (event: object, head: object): boolean => loadScenario(JSON.stringify({ ...head, events: [event] }), 'random').ok

function worldOf(text: string): World {
  const scenario = loadScenario(text, 'random')
  if (!scenario.ok) throw new Error(JSON.stringify(scenario.error))
  return createWorld(scenario.value.fleet)
}

const operations = ['DescribeDBInstances', 'DescribeEvents', 'DescribeDBSnapshots', 'DescribeDBInstanceAutomatedBackups', 'DescribePendingMaintenanceActions', 'DescribeAlarms', 'DescribeAutoScalingGroups', 'DescribeTargetHealth']

function randomFault(draw: Draw, { places }: World, minutes: number): object {
  const fault = draw.one(faultKinds)
  const { account, region } = draw.one(places.keys)
  const from = draw.random() * minutes * 0.75
  const anywhere = (value: string, ratio: number): string | undefined => (draw.chance(ratio) ? value : draw.chance(0.5) ? '*' : undefined)
  return {
    ...(draw.chance(0.9) ? { from: draw.moment(from, from) } : {}),
    ...(draw.chance(0.9) ? { to: draw.chance(0.7) ? draw.moment(from + 0.5, from + 12) : draw.moment(from + 1, minutes) } : {}),
    account: anywhere(account, 0.6),
    region: anywhere(region, 0.3),
    service: anywhere(draw.one(['rds', 'cloudwatch', 'autoscaling', 'elbv2']), 0.5),
    operation: anywhere(draw.one(operations), 0.25),
    fault,
    ...(draw.chance(0.7) ? { rate: draw.one([1, 0.8, 0.5, 0.1]) } : {}),
    ...(fault === 'delay' && draw.chance(0.6) ? { ms: draw.one([200, 3000, 8000, 15_000]) } : {}),
    ...(fault === 'clock' && draw.chance(0.6) ? { seconds: draw.one([-3600, -90, -30, 30, 120, 600, 86_400]) } : {}),
  }
}
