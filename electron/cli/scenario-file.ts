import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { appError, type AppError } from '#shared/kernel/app-error'
import { nearestWord } from '#shared/kernel/nearest-word'
import { err, ok, type Result } from '#shared/kernel/result'
import { loadScenario, type Scenario } from '#electron/training/index'
import { loadText } from './load-fleet-file'

/** A scenario by path (anything with a slash or a dot) or by the name of a shipped one, e.g. `bad-night`. */
export async function findScenario(nameOrPath: string, resourcesPath: string): Promise<Result<Scenario, AppError>> {
  const shipped = join(resourcesPath, 'training')
  if (/[./\\]/.test(nameOrPath)) return loadFrom(nameOrPath)
  const names = await scenarioNames(shipped)
  return names.includes(nameOrPath) ? loadFrom(join(shipped, `${nameOrPath}.json`)) : err(unknownScenario(nameOrPath, names))
}

async function loadFrom(path: string): Promise<Result<Scenario, AppError>> {
  const text = await loadText(path)
  return text.ok ? loadScenario(text.value, path) : text
}

async function scenarioNames(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).then(ok, () => ok([]))
  return names.value.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length)).sort()
}

function unknownScenario(name: string, names: readonly string[]): AppError {
  const meant = nearestWord(name, names)
  const hint = meant === undefined ? `Shipped: ${names.join(', ')}. A file is named with its path.` : `Did you mean '${meant}'?`
  return appError('notFound', `There is no scenario '${name}'. ${hint}`)
}
