import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { treeCache } from '../bootstrap/paths.mjs'
import { endWithChildren } from '../bootstrap/processes.mjs'
import { say } from '../bootstrap/progress.mjs'
import { endOf, inBrief } from './failures.mjs'
import { asLine, one, sum } from './tally.mjs'

/**
 * Runs every stage, also after one that failed, and ends with what failed and why, a table and, as the very last line, the sum of all tests.
 * Groups run in turn, the lanes of a group side by side, the stages of a lane in turn again. Returns the exit code: 1 when anything failed
 * or nothing ran. `missing` names pieces that this machine lacks.
 */
export async function runStages(groups, { missing = [] } = {}) {
  endWithChildren()
  const results = []
  for (const group of groups) {
    const how = group.length > 1 ? runQuietly : runAloud
    const before = [...results]
    const lanes = await Promise.all(group.map((lane) => runInTurn(lane, (stage) => (lacksItsNeed(stage, before) ? notRun(stage) : how(stage)))))
    results.push(...lanes.flat())
  }
  const total = sum(results.map(({ tally }) => tally))
  printWavering(results)
  printFailures(results)
  printTable(results, missing)
  process.stdout.write(`${asLine(total)}\n`)
  return total.failed > 0 || total.passed === 0 ? 1 : 0
}

async function runInTurn(lane, how) {
  const results = []
  for (const stage of lane) results.push(await how(stage))
  return results
}

const lacksItsNeed = (stage, before) => before.some(({ name, tally }) => name === stage.needs && tally.failed > 0)

function notRun(stage) {
  process.stdout.write(`\n── ${stage.name}\nnot run: ${stage.needs} failed\n`)
  return { name: stage.name, tally: one(false), tookMs: 0 }
}

function runAloud(stage) {
  process.stdout.write(`\n── ${stage.name}\n`)
  return runOne(stage, {})
}

/** Side by side, so each stage's output is kept and printed whole when it ends. */
async function runQuietly(stage) {
  mkdirSync(treeCache, { recursive: true })
  const path = join(treeCache, `${stage.name}.log`)
  const file = openSync(path, 'w')
  say(`${stage.name} runs beside others; follow it with: tail -f ${path}`)
  try {
    const result = await runOne(stage, { stdio: ['ignore', file, file] })
    const output = readFileSync(path, 'utf8')
    process.stdout.write(`\n── ${stage.name}\n${output}`)
    return { ...result, output }
  } finally {
    closeSync(file)
  }
}

async function runOne(stage, options) {
  const startedAtMs = Date.now()
  const tally = await stage.run(options).catch((error) => {
    process.stderr.write(`${error.message}\n`)
    return one(false)
  })
  return { name: stage.name, tally, tookMs: Date.now() - startedAtMs }
}

/** Last of all, for whoever sees only the end: each failing test with its reason, or the end of what its stage said. */
function printFailures(results) {
  for (const { name, tally, output = '' } of results.filter(({ tally: { failed } }) => failed > 0)) {
    process.stdout.write(`\n── failed in ${name}\n`)
    for (const { test, why } of tally.failures ?? []) printIndented(test, inBrief(why))
    if ((tally.failures ?? []).length === 0) printIndented('no test is named; the end of its output:', endOf(output))
  }
}

/** Neither hidden nor counted as failed. */
function printWavering(results) {
  for (const { name, tally } of results.filter(({ tally: { wavering = [] } }) => wavering.length > 0)) {
    process.stdout.write(`\n── passed only on the second try in ${name}\n`)
    for (const { test, why } of tally.wavering) printIndented(test, inBrief(why))
  }
}

function printIndented(head, lines) {
  process.stdout.write([`✗ ${head}`, ...lines.map((line) => `    ${line}`), ''].join('\n'))
}

function printTable(results, missing) {
  process.stdout.write('\n')
  for (const { name, tally, tookMs } of results) {
    const ran = tally.passed + tally.failed + tally.skipped > 0
    process.stdout.write(`${name.padEnd(12)} ${(tookMs / 1000).toFixed(1).padStart(7)} s   ${ran ? asLine(tally) : 'no tests'}\n`)
  }
  for (const piece of missing) process.stdout.write(`missing      ${piece}\n`)
}
