import { dayMs, minuteMs } from '#shared/kernel/time'
import { eventStream, streamOrder, type StreamEntry } from '../../world/database-notices'
import type { Place } from '../../world/fleet-model'
import type { World } from '../../world/world'
import { instant, list, type Tree } from '../../wire/tree'
import type { Input } from '../input'
import { answered, operation, refused } from '../operation'
import { decodeToken, encodeToken, pageFrom } from '../paging'
import { databaseByIdOrArn } from './instances'
import { readFilters, readPage } from './markers'

const sourceTypes = ['db-instance', 'db-parameter-group', 'db-security-group', 'db-snapshot', 'db-cluster', 'db-cluster-snapshot', 'custom-engine-version', 'db-proxy', 'blue-green-deployment', 'db-shard-group', 'zero-etl'] as const

/** AWS keeps events for 14 days and answers with the last hour unless told. */
const keptMs = 14 * dayMs

export const describeEvents = operation('rds', ({ world, place, input }) => {
  const source = input.text('SourceIdentifier')
  const type = input.oneOf('SourceType', sourceTypes)
  const categories = input.texts('EventCategories')
  readFilters(input, [])
  const { after, size } = readPage(input, 'events')
  const window = readWindow(input, world.nowMs)
  if (source !== undefined && type === undefined) return refused({ code: 'InvalidParameterCombination', status: 400, message: 'SourceType must be specified when SourceIdentifier is provided' })
  if (window === undefined) return refused({ code: 'InvalidParameterCombination', status: 400, message: 'The end time must be greater than the start time.' })
  // Later pages look at the world as the first did: nothing moves between them.
  const [asOf, position] = after === undefined ? [world.nowMs, undefined] : readPosition(after, world.nowMs)
  const entries = type === undefined || type === 'db-instance' ? entriesOf(world, place, source, window, asOf) : []
  const wanted = categories.length === 0 ? entries : entries.filter((entry) => categories.includes(entry.category))
  const page = pageFrom('events', streamOrder(wanted), position, size)
  return answered({ Marker: page.next === undefined ? undefined : withMoment(page.next, asOf), Events: list(page.items.map(eventTree), 'Event') })
})

interface Window {
  readonly fromMs: number
  readonly untilMs: number
}

function readWindow(input: Input, nowMs: number): Window | undefined {
  const durationMs = (input.whole('Duration', { min: 1, max: keptMs / minuteMs }) ?? 60) * minuteMs
  const startMs = input.time('StartTime')
  const endMs = input.time('EndTime')
  const untilMs = endMs ?? (startMs === undefined || input.text('Duration') === undefined ? nowMs : startMs + durationMs)
  const fromMs = Math.max(startMs ?? untilMs - durationMs, nowMs - keptMs)
  return startMs !== undefined && endMs !== undefined && endMs < startMs ? undefined : { fromMs, untilMs: Math.min(untilMs, nowMs) }
}

function entriesOf(world: World, place: Place, source: string | undefined, window: Window, asOfMs: number): StreamEntry[] {
  const named = source === undefined ? undefined : databaseByIdOrArn(place, source)
  const databases = source === undefined ? place.databases : named === undefined ? [] : [named]
  return databases.flatMap((database) => eventStream(database, world.effects.database(database), window, asOfMs))
}

const eventTree = (entry: StreamEntry): Tree => ({
  SourceIdentifier: entry.database.id,
  SourceType: 'db-instance',
  Message: entry.message,
  EventCategories: list([entry.category], 'EventCategory'),
  Date: instant(entry.atMs),
  SourceArn: entry.database.key,
})

function readPosition(after: string, nowMs: number): readonly [number, string] {
  const [asOf, position = '0'] = after.split('@')
  const asOfMs = Number(asOf)
  return [Number.isFinite(asOfMs) ? asOfMs : nowMs, position]
}

const withMoment = (token: string, asOfMs: number): string => {
  const position = decodeToken('events', token) ?? '0'
  return encodeToken('events', `${asOfMs}@${position}`)
}
