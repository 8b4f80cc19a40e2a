import { appError } from '#shared/kernel/app-error'
import { err } from '#shared/kernel/result'
import type { SourceChoice } from '#shared/ipc/contract'
import type { FleetFiles } from '#electron/ports/fleet-files'
import type { FleetSession } from '#electron/ports/fleet-session'
import { notGranted } from './fleet-file-report'
import type { Handler } from './handler'

/** Watches another source and remembers it for the next start; a source that cannot be opened changes nothing. */
export const sourceUse =
  (session: FleetSession, files: FleetFiles, remember: (choice: SourceChoice) => Promise<void>): Handler<'source.use'> =>
  async (choice) => {
    if (choice.kind === 'file' && !files.mayRead(choice.path)) return err(notGranted(choice.path))
    if (choice.kind === 'training' && namesFile(choice.scenario)) return err(appError('forbidden', 'The window may choose only among the scenarios that come with Watchfloor.'))
    const status = await session.use(choice)
    if (status.ok) await remember(choice)
    return status
  }

/** Scenarios from a file are for the command line. */
const namesFile = (scenario: string): boolean => /[./\\]/.test(scenario)
