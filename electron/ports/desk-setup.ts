import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { FleetFileReport } from '#shared/ipc/contract'
import type { AwsConfigView } from '#shared/ipc/session-contract'
import type { NewDesk, SetupPlan, SetupPreview, SetupSignIn } from '#shared/ipc/setup-contract'
import type { OperatorIdentity } from '#shared/session/identity'

/** The first-run wizard: from nothing to a fleet file. */
export interface DeskSetup {
  signIn(request: SetupSignIn): Promise<Result<{ readonly session: string; readonly attemptId: string }, AppError>>
  profile(profile: string | undefined): Promise<Result<OperatorIdentity, AppError>>
  discover(plan: SetupPlan): Promise<Result<SetupPreview, AppError>>
  /** Ends a discovery under way. */
  cancel(): void
  write(plan: NewDesk): Promise<Result<FleetFileReport | null, AppError>>
  leave(): Promise<void>
}

/** The AWS command line's configuration on this computer. */
export type ReadAwsProfiles = () => Promise<Result<AwsConfigView, AppError>>
