/** The only names the preload lets through. The contract behind each: commands.ts, events.ts. */
export const commandChannel = 'watchfloor:command'
export const eventChannel = 'watchfloor:event'

export const commandNames = [
  'fleet.load',
  'fleet.tenant',
  'watch.status',
  'watch.refresh',
  'settings.load',
  'settings.save',
  'source.use',
  'fleetFile.choose',
  'fleetFile.check',
  'clipboard.write',
  'app.info',
] as const
export type CommandName = (typeof commandNames)[number]

export const eventNames = ['fleet.patch', 'fleet.reset', 'watch.status'] as const
export type EventName = (typeof eventNames)[number]
