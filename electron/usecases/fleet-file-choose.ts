import { ok } from '#shared/kernel/result'
import type { FleetFiles } from '#electron/ports/fleet-files'
import { reportOn } from './fleet-file-report'
import type { Handler } from './handler'

/** Lets the operator choose a fleet file, and says what is in it; nothing is watched yet. */
export const fleetFileChoose =
  (files: FleetFiles): Handler<'fleetFile.choose'> =>
  async () => {
    const path = await files.choose()
    return path === undefined ? ok(null) : reportOn(path, files)
  }
