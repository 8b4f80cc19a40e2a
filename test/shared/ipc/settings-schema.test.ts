import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultSettings, settingsChangeSchema, settingsFrom } from '#shared/ipc/settings-schema'

describe('Stored settings', () => {
  it('are the defaults when there are none', () => {
    expect(settingsFrom(undefined)).toEqual({ settings: defaultSettings, replaced: [] })
  })

  it('come back as they were saved', () => {
    const saved = { ...defaultSettings, theme: 'dark', filter: 'health:critical', savedViews: [{ name: 'Night', filter: '', sort: [], view: 'board' }] }
    expect(settingsFrom(JSON.parse(JSON.stringify(saved)))).toEqual({ settings: saved, replaced: [] })
  })

  it('lose only the keys that are not understood, and name them', () => {
    const { settings, replaced } = settingsFrom({ ...defaultSettings, theme: 'neon', density: 'compact', sort: [{ column: 'gone', direction: 'ascending' }] })
    expect(settings).toEqual({ ...defaultSettings, density: 'compact' })
    expect(replaced).toEqual(['theme', 'sort'])
  })

  it('of a later version keep what this version knows', () => {
    expect(settingsFrom({ density: 'compact', hologram: true })).toEqual({ settings: { ...defaultSettings, density: 'compact' }, replaced: [] })
  })

  it('always give settings that may be saved again, whatever was in the file', () => {
    const likely = fc.record({ theme: fc.anything(), columns: fc.anything(), sort: fc.anything(), savedViews: fc.anything() })
    fc.assert(
      fc.property(fc.oneof(fc.anything(), likely), (stored) => {
        expect(settingsChangeSchema.safeParse(settingsFrom(stored).settings).success).toBe(true)
      }),
    )
  })
})
