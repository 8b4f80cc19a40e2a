import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { appError, type AppError } from '#shared/kernel/app-error'
import { nearestWord } from '#shared/kernel/nearest-word'
import { err, ok, type Result } from '#shared/kernel/result'
import type { TrainingWorkerData } from '#electron/training/worker-messages'

/** The text of a scenario: a shipped one by its name, or a file (anything with a slash or a dot). */
export async function readScenario(scenario: string, folder: string): Promise<Result<TrainingWorkerData, AppError>> {
  const isFile = /[./\\]/.test(scenario)
  const scenarioPath = isFile ? path.resolve(scenario) : path.join(folder, `${scenario}.json`)
  try {
    return ok({ scenarioText: await readFile(scenarioPath, 'utf8'), scenarioPath })
  } catch {
    return err(await missing(scenario, folder))
  }
}

async function missing(scenario: string, folder: string): Promise<AppError> {
  const shipped = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.json')).map((file) => path.basename(file, '.json'))
  const meant = nearestWord(scenario, shipped)
  return appError('notFound', `There is no training scenario “${scenario}”.${meant === undefined ? '' : ` Did you mean “${meant}”?`}`, { at: scenario })
}
