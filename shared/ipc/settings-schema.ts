import { z } from 'zod'
import { columnNames } from '../fleet/table'
import type { SavedView, Settings, SortKey } from './settings'

/**
 * What settings may hold, and how a stored file is read back: a key that cannot be understood falls back to its default and is
 * named, so that one bad key never costs an operator the rest.
 */
export const defaultSettings: Settings = {
  theme: 'system',
  density: 'comfortable',
  view: 'table',
  boardMeasure: 'health',
  // Empty: the window's own choice of columns.
  columns: [],
  sort: [
    { column: 'health', direction: 'ascending' },
    { column: 'healthSinceMs', direction: 'descending' },
  ],
  filter: '',
  savedViews: [],
  lockAfterMinutes: 15,
  sound: 'soft',
}

const view = z.enum(['table', 'board'])
const filter = z.string().max(2_000)
const sort: z.ZodType<readonly SortKey[]> = z
  .array(z.strictObject({ column: z.enum([...columnNames, 'access']), direction: z.enum(['ascending', 'descending']) }))
  .max(8)
const savedView: z.ZodType<SavedView> = z.strictObject({ name: z.string().min(1).max(120), filter, sort, view })

const fields = {
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['comfortable', 'compact']),
  view,
  boardMeasure: z.enum(['health', 'recoveryPointLag', 'errorBudget']),
  columns: z.array(z.string().min(1).max(60)).max(100),
  sort,
  filter,
  savedViews: z.array(savedView).max(200),
  lockAfterMinutes: z.number().int().min(0).max(480),
  sound: z.enum(['off', 'soft', 'urgent']),
} satisfies { readonly [K in keyof Settings]: z.ZodType<Settings[K]> }

const optional = <T extends z.ZodType>(schema: T): z.ZodExactOptional<T> => z.exactOptional(schema)

/** A change of settings: any of the keys, nothing else. */
export const settingsChangeSchema: z.ZodType<Partial<Settings>> = z.strictObject({
  theme: optional(fields.theme),
  density: optional(fields.density),
  view: optional(fields.view),
  boardMeasure: optional(fields.boardMeasure),
  columns: optional(fields.columns),
  sort: optional(fields.sort),
  filter: optional(fields.filter),
  savedViews: optional(fields.savedViews),
  lockAfterMinutes: optional(fields.lockAfterMinutes),
  sound: optional(fields.sound),
})

export interface LoadedSettings {
  readonly settings: Settings
  /** Keys whose stored value was not understood. */
  readonly replaced: readonly string[]
}

/** Reads stored settings, key by key; never fails. Keys that this version does not know are dropped without a word. */
export function settingsFrom(stored: unknown): LoadedSettings {
  if (stored === undefined) return { settings: defaultSettings, replaced: [] }
  if (!isRecord(stored)) return { settings: defaultSettings, replaced: ['(everything)'] }
  const names = Object.keys(fields) as (keyof Settings)[] // keys of a literal: exact
  const present = names.filter((name) => stored[name] !== undefined)
  const read = present.map((name) => [name, fields[name].safeParse(stored[name])] as const)
  const understood = Object.fromEntries(read.flatMap(([name, parsed]) => (parsed.success ? [[name, parsed.data]] : []))) as Partial<Settings> // each value passed its own key's schema
  return { settings: { ...defaultSettings, ...understood }, replaced: read.filter(([, parsed]) => !parsed.success).map(([name]) => name) }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)
