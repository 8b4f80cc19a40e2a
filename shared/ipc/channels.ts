/** The only names the preload lets through. The contract behind each: commands.ts, events.ts. */
export const commandChannel = 'watchfloor:command'
export const eventChannel = 'watchfloor:event'

export const commandNames = [
  'fleet.load',
  'fleet.tenant',
  'recovery.load',
  'alarms.list',
  'alarms.mark',
  'alarms.history',
  'attention.load',
  'attention.quiet',
  'metrics.load',
  'metrics.leave',
  'services.logHits',
  'watch.status',
  'watch.refresh',
  'settings.load',
  'settings.save',
  'source.use',
  'fleetFile.choose',
  'fleetFile.check',
  'clipboard.write',
  'app.info',
  'app.drawn',
  'session.list',
  'session.signIn',
  'session.cancel',
  'session.openPage',
  'session.signOut',
  'session.accounts',
  'session.roles',
  'profiles.list',
  'lock.now',
  'lock.unlock',
  'setup.signIn',
  'setup.profile',
  'setup.discover',
  'setup.cancel',
  'setup.write',
  'setup.leave',
  'history.state',
  'history.fleetAt',
  'history.changes',
  'incidents.list',
  'handover.sheet',
] as const
export type CommandName = (typeof commandNames)[number]

export const eventNames = ['fleet.patch', 'fleet.reset', 'watch.status', 'session.changed', 'lock.changed', 'setup.progress', 'history.kept', 'attention.changed', 'attention.told', 'attention.open'] as const
export type EventName = (typeof eventNames)[number]
