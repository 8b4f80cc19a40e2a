import { ensureDependencies } from './bootstrap/dependencies.mjs'
import { hasDisplay } from './bootstrap/display.mjs'
import { ensureElectron } from './bootstrap/electron-runtime.mjs'
import { read, which } from './bootstrap/processes.mjs'
import { Refusal, runScript } from './bootstrap/progress.mjs'
import { ensureSharedLibraries } from './bootstrap/shared-libraries.mjs'
import { runStages } from './stages/run-stages.mjs'
import { build, contract, endToEnd, integration, lint, types, unit } from './stages/stages.mjs'

const stages = [lint, types, unit, contract, build, integration, endToEnd]

/** `npm test [-- --only lint,unit]`: everything from a fresh clone to the last end-to-end test. */
await runScript(async () => {
  const chosen = chosenStages(process.argv.slice(2))
  await ensureDependencies()
  const electronMissing = chosen.includes(endToEnd) ? await whyNoElectron() : undefined
  return runStages(chosen, { missing: [...missingPrograms(), ...(electronMissing ? [electronMissing] : [])] })
})

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
    await ensureSharedLibraries(await ensureElectron(), { needsDisplay: !hasDisplay() })
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return `Electron: ${error.message}`
    throw error
  }
}

/** Independent clients and servers that some tests need; such tests skip by name without them. */
function missingPrograms() {
  const answers = (command, args) => which(command) !== undefined && read(command, args).code === 0
  return [
    ...(answers('moto_server', ['--version']) || answers('moto_server', ['--help']) ? [] : ['moto_server: the contract suite ran against the training fleet alone']),
    ...(answers('aws', ['--version']) ? [] : ['aws (the AWS command line): tests that use it as an independent client were skipped']),
  ]
}
