import { runTamperDrill } from './tamper-drill'

/**
 * Entry of `npm run --silent drill:tamper`: prints `{"cases": n, "undetected": 0, "misplaced": 0}`, numbers of cases; which they are goes to
 * standard error. Exit code 1 unless the last two are 0.
 */
const { cases, undetected, misplaced } = runTamperDrill()
for (const name of undetected) process.stderr.write(`undetected: ${name}\n`)
for (const words of misplaced) process.stderr.write(`misplaced: ${words}\n`)
process.stdout.write(`${JSON.stringify({ cases, undetected: undetected.length, misplaced: misplaced.length })}\n`)
process.exitCode = undetected.length + misplaced.length === 0 ? 0 : 1
