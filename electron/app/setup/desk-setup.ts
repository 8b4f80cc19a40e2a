import { newFleetFile } from '#shared/fleet/new-fleet-file'
import { isLoopbackAddress } from '#shared/fleet/loopback'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { FleetConfig } from '#shared/fleet/fleet-config'
import type { NewDesk, SetupAccess, SetupPlan, SetupPreview, SetupSignIn } from '#shared/ipc/setup-contract'
import { parseFleetFile } from '#shared/fleet/fleet-file'
import { identityOfArn, type OperatorIdentity } from '#shared/session/identity'
import type { SsoSession } from '#shared/session/sso-session'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { writeWholeFile } from '#electron/adapters/system/whole-file'
import type { DeskSetup } from '#electron/ports/desk-setup'
import { reportOn } from '#electron/usecases/fleet-file-report'
import type { AccessDeps, OpenAccess } from '../access/open-access'
import { openAccess, openSignIn } from '../access/open-access'
import type { SessionsDesk } from '../access/sessions-desk'
import type { GrantingFleetFiles } from '../fleet-files'

export interface DeskSetupDeps {
  readonly access: AccessDeps
  readonly desk: SessionsDesk
  readonly files: GrantingFleetFiles
  /** Opens the system's dialog, which asks before an existing file is replaced. */
  readonly askWhere: (suggested: string) => Promise<string | undefined>
  readonly progress: (done: number, total: number) => void
  /** The endpoint of the source that is watched, for the wizard over one of its sessions. */
  readonly watchedEndpoint: () => string | undefined
}

/** The wizard. Its sign-in stands beside that of the watched source until a fleet file takes it over. */
export function createDeskSetup(deps: DeskSetupDeps): DeskSetup & { stop(): Promise<void> } {
  const { desk, files } = deps
  let own: { readonly session: SsoSession; readonly endpoint?: string } | undefined
  let discovering = new AbortController()

  const leave = async (): Promise<void> => {
    discovering.abort()
    const left = own
    own = undefined
    if (left === undefined) return
    const signIn = desk.signInOf(left.session.name)
    const wasTaken = desk.list().setup === undefined
    // Nobody would use it any more, and nobody would see that it is still there.
    if (!wasTaken) await signIn?.signOut(left.session.name)
    desk.setUp(undefined)
  }

  async function begin({ name, startUrl, region, endpoint }: SetupSignIn): Promise<Result<void, AppError>> {
    const session = { name, startUrl, region }
    const refused = refusalOf(startUrl, endpoint)
    if (refused !== undefined) return err(refused)
    const watched = desk.list().sessions.find((view) => view.name === name)
    if (watched !== undefined && watched.startUrl === startUrl && watched.region === region) return ok(undefined)
    if (watched !== undefined) return err(appError('conflict', `The watched fleet has a session “${name}” for another start URL. Choose another name.`))
    if (own !== undefined && own.session.name === name && own.session.startUrl === startUrl && own.session.region === region) return ok(undefined)
    await leave()
    own = { session, ...(endpoint === undefined ? {} : { endpoint: new URL(endpoint).origin }) }
    const signIn = await openSignIn([session], deps.access, { clock: realClock, timers: realTimers })
    desk.setUp(signIn)
    return ok(undefined)
  }

  /** The fleet file as it would be, and the way in that goes with it. */
  async function accessFor(plan: SetupPlan): Promise<Result<OpenAccess, AppError>> {
    const config = configOf(plan)
    if (!config.ok) return config
    if (plan.access.kind === 'profile') return openAccess(config.value, deps.access)
    const signIn = desk.signInOf(plan.access.session)
    if (signIn === undefined) return err(appError('notFound', `There is no sign-in session “${plan.access.session}”. Sign in first.`))
    return openAccess(config.value, deps.access, { clock: realClock, timers: realTimers }, signIn)
  }
  function configOf(plan: SetupPlan): Result<FleetConfig, AppError> {
    const text = textOf({ ...plan, desk: 'New desk', tenants: [] })
    if (!text.ok) return text
    const parsed = parseFleetFile(text.value, 'the new fleet file')
    return parsed.ok ? ok(parsed.value.config) : parsed
  }
  function textOf(plan: NewDesk): Result<string, AppError> {
    if (plan.access.kind === 'profile') return ok(newFleetFile(plan, plan.access))
    const view = viewOf(plan.access)
    if (view === undefined) return err(appError('notFound', `There is no sign-in session “${plan.access.session}”. Sign in first.`))
    const endpoint = own?.session.name === view.name ? own.endpoint : deps.watchedEndpoint()
    return ok(newFleetFile(plan, { kind: 'sso', session: { name: view.name, startUrl: view.startUrl, region: view.region } }, endpoint))
  }
  const viewOf = (access: SetupAccess & { kind: 'sso' }) => [...desk.list().sessions, ...[desk.list().setup].flatMap((setup) => setup ?? [])].find(({ name }) => name === access.session)

  return {
    signIn: async (request) => {
      const begun = await begin(request)
      if (!begun.ok) return begun
      const started = await desk.signIn(request.name, request.method)
      return started.ok ? ok({ session: request.name, attemptId: started.value.attemptId }) : started
    },
    profile: (profile) => identityOfProfile(profile, deps.access),
    discover: async (plan): Promise<Result<SetupPreview, AppError>> => {
      discovering.abort()
      discovering = new AbortController()
      const { signal } = discovering
      const access = await accessFor(plan)
      if (!access.ok) return access
      const { discoverTenants } = await import('./discover-tenants')
      return discoverTenants({ access: access.value, signal, timers: realTimers, progress: deps.progress })
    },
    cancel: () => discovering.abort(),
    write: async (desk) => {
      const text = textOf(desk)
      if (!text.ok) return text
      const file = await deps.askWhere('fleet.yaml')
      if (file === undefined) return ok(null)
      try {
        await writeWholeFile(file, text.value, 0o644)
      } catch (cause) {
        const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : ''
        return err(appError('storageFailed', `${file} could not be written${code}. Choose another place.`, { at: file }))
      }
      files.grant(file)
      return reportOn(file, files)
    },
    leave,
    stop: async () => {
      discovering.abort()
    },
  }
}

/** A training Identity Center and AWS's own must not be mixed: tokens of one are worth nothing at the other. */
function refusalOf(startUrl: string, endpoint: string | undefined): AppError | undefined {
  const onLoopback = isLoopbackAddress(startUrl)
  if (!onLoopback && !startUrl.startsWith('https://')) return appError('invalidInput', 'The start page of IAM Identity Center begins with https://. Copy it from the access portal.')
  if (onLoopback && (endpoint === undefined || !isLoopbackAddress(endpoint))) return appError('invalidInput', 'This start page is a training Identity Center: the address of its training fleet is needed too.')
  if (!onLoopback && endpoint !== undefined) return appError('invalidInput', 'An endpoint is for training only. Leave it out to talk to AWS.')
  return undefined
}

async function identityOfProfile(profile: string | undefined, deps: AccessDeps): Promise<Result<OperatorIdentity, AppError>> {
  const plan: NewDesk = { access: { kind: 'profile', ...(profile === undefined ? {} : { profile }) }, choices: [{ account: anyAccount, name: 'any', regions: ['us-east-1'] }], tags: { tenant: 'tenant', environment: 'environment' }, desk: 'any', tenants: [] }
  const parsed = parseFleetFile(newFleetFile(plan, { kind: 'profile', ...(profile === undefined ? {} : { profile }) }), 'the profile')
  if (!parsed.ok) return parsed
  const access = await openAccess(parsed.value.config, deps)
  if (!access.ok) return access
  const identity = await access.value.identify(anyAccount)
  access.value.close()
  if (!identity.ok) return identity
  const known = identityOfArn(identity.value.arn)
  return known === undefined ? err(appError('unsupported', `AWS calls this profile ${identity.value.arn}, which is nobody that Watchfloor knows.`)) : ok(known)
}

/** Keys of a profile are the same for every account that names no role. */
const anyAccount = '000000000000'
