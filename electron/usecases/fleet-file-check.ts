import { err } from '#shared/kernel/result'
import type { FleetFiles } from '#electron/ports/fleet-files'
import { notGranted, reportOn } from './fleet-file-report'
import type { Handler } from './handler'

/** Judges a fleet file that the operator chose before. */
export const fleetFileCheck =
  (files: FleetFiles): Handler<'fleetFile.check'> =>
  async ({ path }) =>
    files.mayRead(path) ? reportOn(path, files) : err(notGranted(path))
