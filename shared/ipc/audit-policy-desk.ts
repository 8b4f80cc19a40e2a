import type { Commands } from './contract'
import type { AlarmCommands } from './alarms-contract'
import type { AttentionCommands } from './attention-contract'
import type { AuditCommands } from './audit-contract'
import type { AuditPolicies } from './audit-policy-kinds'
import type { SessionCommands } from './session-contract'
import type { SetupCommands } from './setup-contract'

type WindowCommands = Pick<Commands, 'settings.load' | 'settings.save' | 'source.use' | 'fleetFile.choose' | 'fleetFile.check' | 'clipboard.write' | 'app.info' | 'app.drawn'>

/** Of settings only what guards the console or keeps it silent; how the window looks is nobody's business. */
const guards = ['lockAfterMinutes', 'sound'] as const

export const windowPolicies: AuditPolicies<WindowCommands> = {
  'settings.load': { kind: 'reading' },
  'settings.save': {
    kind: 'noted',
    title: 'change a setting that guards the console',
    words: () => 'Changed a setting that guards the console.',
    keeps: (input) => Object.fromEntries(guards.filter((name) => input[name] !== undefined).map((name) => [name, input[name]])),
    only: (input) => guards.some((name) => input[name] !== undefined),
  },
  'source.use': { kind: 'noted', title: 'watch another fleet', words: (input) => (input.kind === 'file' ? `Watches the fleet of ${input.path}.` : `Watches the training fleet ${input.scenario}.`), keeps: (input) => input },
  'fleetFile.choose': { kind: 'reading' },
  'fleetFile.check': { kind: 'reading' },
  // What was copied may be anything; that something was says nothing.
  'clipboard.write': { kind: 'ofThisWindow' },
  'app.info': { kind: 'reading' },
  'app.drawn': { kind: 'ofThisWindow' },
}

const session = ({ session: id }: { readonly session: string }) => ({ kind: 'session', id }) as const

/** Signing in, out, locking and unlocking are written down when they have happened, whatever led to them; here it is what was tried. */
export const sessionPolicies: AuditPolicies<SessionCommands> = {
  'session.list': { kind: 'reading' },
  'session.signIn': { kind: 'noted', title: 'sign in', words: (input) => `Began to sign in to ${input.session} (${input.method}).`, keeps: (input) => input, about: session },
  'session.cancel': { kind: 'ofThisWindow' },
  'session.openPage': { kind: 'ofThisWindow' },
  'session.signOut': { kind: 'noted', title: 'sign out', words: (input) => `Signed out of ${input.session}.`, keeps: (input) => input, about: session },
  'session.accounts': { kind: 'reading' },
  'session.roles': { kind: 'reading' },
  'profiles.list': { kind: 'reading' },
  'lock.now': { kind: 'ofThisWindow' },
  'lock.unlock': { kind: 'noted', title: 'unlock', words: ({ way }) => `Asked to unlock (${way}).`, keeps: ({ way }) => ({ way }) },
}

export const setupPolicies: AuditPolicies<SetupCommands> = {
  'setup.signIn': { kind: 'noted', title: 'sign in for a new desk', words: ({ name, startUrl }) => `Began to sign in to ${name} (${startUrl}).`, keeps: ({ name, startUrl, region, method }) => ({ name, startUrl, region, method }) },
  'setup.profile': { kind: 'reading' },
  'setup.discover': { kind: 'reading' },
  'setup.cancel': { kind: 'ofThisWindow' },
  'setup.write': { kind: 'noted', title: 'write a fleet file', words: ({ desk }) => `Wrote a fleet file for ${desk}.`, keeps: ({ desk, tenants, choices }) => ({ desk, tenants, choices }), tenants: ({ tenants }) => tenants },
  'setup.leave': { kind: 'ofThisWindow' },
}

export const alarmPolicies: AuditPolicies<AlarmCommands> = {
  'alarms.list': { kind: 'reading' },
  'alarms.mark': { kind: 'acting', title: 'take care of an alarm', words: ({ alarm, kind }) => `Marked the alarm ${alarm}: ${kind}.`, keeps: (input) => input, why: ({ note }) => note, about: ({ alarm }) => ({ kind: 'alarm', id: alarm }) },
  'alarms.history': { kind: 'reading' },
}

export const attentionPolicies: AuditPolicies<AttentionCommands> = {
  'attention.load': { kind: 'reading' },
  'attention.quiet': { kind: 'noted', title: 'silence notifications', words: ({ choice }) => (choice === 'off' ? 'Ended “do not disturb”.' : `“Do not disturb”: ${choice}.`), keeps: (input) => input },
}

/** Looking at the trail changes nothing; what leaves the console is written down. */
export const auditPolicies: AuditPolicies<AuditCommands> = {
  'audit.search': { kind: 'reading' },
  'audit.status': { kind: 'reading' },
  'audit.verify': { kind: 'reading' },
  'audit.export': { kind: 'acting', title: 'export the audit trail', words: () => 'Exported the audit trail.', keeps: () => ({}) },
  'audit.pack': { kind: 'acting', title: 'export an evidence pack', words: ({ about }) => `Exported the evidence pack of ${about.kind} ${about.id}.`, keeps: (input) => input, about: ({ about }) => about },
  // What it stops says so in its own outcome.
  'audit.stopWriting': { kind: 'reading' },
}
