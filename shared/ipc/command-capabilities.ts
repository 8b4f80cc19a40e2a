import { refusalOf, type Capability } from '../session/capabilities'
import type { CommandName, EventName } from './channels'

/**
 * What each command needs; a command without a line does not compile. The window does not offer what one may not do, main refuses it.
 *
 * Setting up a desk needs no more than reading: until its fleet file is written nothing says which role may do what, and it changes
 * nothing in AWS.
 */
export const commandCapabilities: { readonly [N in CommandName]: Capability } = {
  'fleet.load': 'read',
  'fleet.tenant': 'read',
  'recovery.load': 'read',
  'alarms.list': 'read',
  'alarms.mark': 'operate',
  'alarms.history': 'read',
  'attention.load': 'read',
  'attention.quiet': 'read',
  'metrics.load': 'read',
  'metrics.leave': 'read',
  'services.logHits': 'read',
  'watch.status': 'read',
  'watch.refresh': 'read',
  'settings.load': 'read',
  'settings.save': 'read',
  'source.use': 'read',
  'fleetFile.choose': 'read',
  'fleetFile.check': 'read',
  'clipboard.write': 'read',
  'app.info': 'read',
  'app.drawn': 'read',
  'session.list': 'read',
  'session.signIn': 'read',
  'session.cancel': 'read',
  'session.openPage': 'read',
  'session.signOut': 'read',
  'session.accounts': 'read',
  'session.roles': 'read',
  'profiles.list': 'read',
  'lock.now': 'read',
  'lock.unlock': 'read',
  'setup.signIn': 'read',
  'setup.profile': 'read',
  'setup.discover': 'read',
  'setup.cancel': 'read',
  'setup.write': 'read',
  'setup.leave': 'read',
  'history.state': 'read',
  'history.fleetAt': 'read',
  'history.changes': 'read',
  'incidents.list': 'read',
  'handover.sheet': 'read',
  'maintenance.calendar': 'read',
  'maintenance.window': 'read',
  'maintenance.preview': 'read',
  'maintenance.askAws': 'read',
  'maintenance.save': 'operate',
  'maintenance.approve': 'approve',
  'maintenance.practiseApproval': 'read',
  'maintenance.announce': 'operate',
  'maintenance.callOff': 'operate',
  'maintenance.start': 'operate',
  'maintenance.takeOver': 'operate',
  'maintenance.say': 'operate',
  'maintenance.report': 'read',
  'maintenance.export': 'read',
  'support.desk': 'read',
  'support.tenant': 'read',
  'support.grant': 'read',
  'support.preview': 'read',
  'support.ask': 'operate',
  'support.breakGlass': 'operate',
  'support.approve': 'approve',
  'support.practiseApproval': 'read',
  'support.refuse': 'approve',
  'support.end': 'operate',
  'support.review': 'operate',
  'support.repair': 'operate',
  'support.reconcile': 'operate',
  'support.statementPreview': 'read',
  'support.statement': 'read',
  'audit.search': 'read',
  'audit.status': 'read',
  'audit.verify': 'read',
  'audit.export': 'read',
  'audit.pack': 'read',
  'audit.stopWriting': 'read',
}

/** What the window may still ask while it is locked: how to get out, and what the cover itself shows. */
export const commandsWhileLocked: ReadonlySet<CommandName> = new Set<CommandName>(['session.list', 'session.cancel', 'session.openPage', 'lock.now', 'lock.unlock', 'settings.load', 'app.info', 'app.drawn', 'clipboard.write'])

/** What a covered window is still told: the cover, and that a sound is due. All else waits: nothing of the fleet reaches a page that must not show it. */
export const eventsWhileLocked: ReadonlySet<EventName> = new Set<EventName>(['session.changed', 'lock.changed', 'attention.told'])

/** Why a command is not offered; undefined when it is allowed. */
export const refusalOfCommand = (name: CommandName, held: ReadonlySet<Capability>): string | undefined => refusalOf(commandCapabilities[name], held)
