import { ensureDependencies } from './bootstrap/dependencies.mjs'
import { hasDisplay } from './bootstrap/display.mjs'
import { ensureElectron } from './bootstrap/electron-runtime.mjs'
import { Refusal, runScript } from './bootstrap/progress.mjs'
import { ensureSandbox } from './bootstrap/sandbox.mjs'
import { ensureSharedLibraries } from './bootstrap/shared-libraries.mjs'
import { ensureTestPrograms } from './bootstrap/test-programs.mjs'
import { runStages } from './stages/run-stages.mjs'
import { build, contract, endToEnd, integration, lint, renderer, types, unit } from './stages/stages.mjs'

/** Windows wait much, and so do consoles for each other: what computes on one core runs beside them. What is quickest and tells most comes first. */
const groups = [[[build]], [[endToEnd], [integration, lint], [types, unit, contract, renderer]]]
const stages = groups.flat(2)
const usesPrograms = (stage) => [contract, integration, endToEnd].includes(stage)

/** `npm test [-- --only lint,unit]`: everything from a fresh clone to the last end-to-end test. */
await runScript(async () => {
  const chosen = chosenStages(process.argv.slice(2))
  await ensureDependencies()
  const electronMissing = chosen.includes(endToEnd) ? await whyNoElectron() : undefined
  const missing = chosen.some(usesPrograms) ? await ensureTestPrograms() : []
  return runStages(
    filled(groups.map((group) => filled(group.map((lane) => lane.filter((stage) => chosen.includes(stage)))))),
    { missing: [...missing, ...(electronMissing ? [electronMissing] : [])] },
  )
})

function filled(lists) {
  return lists.filter((list) => list.length > 0)
}

function chosenStages(args) {
  const at = args.indexOf('--only')
  if (at < 0) return stages
  const names = (args[at + 1] ?? '').split(',')
  const unknown = names.find((name) => !stages.some((stage) => stage.name === name))
  if (unknown !== undefined) throw new Refusal(`There is no stage called "${unknown}". Stages: ${stages.map(({ name }) => name).join(', ')}.`)
  return stages.filter(({ name }) => names.includes(name))
}

/** Without Electron the other stages still tell something: the end-to-end stage fails and the summary says why. */
async function whyNoElectron() {
  try {
    const runtime = await ensureElectron()
    await ensureSharedLibraries(runtime, { needsDisplay: !hasDisplay() })
    ensureSandbox(runtime)
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return `Electron: ${error.message}`
    throw error
  }
}
