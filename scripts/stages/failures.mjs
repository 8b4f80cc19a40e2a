import { stripVTControlCharacters } from 'node:util'

/**
 * What failed, from a runner's JSON report: `[{ test, why }]`, without colours. Whoever reads only the end of the output (a log that was
 * cut off, say) still learns which test it was and why.
 */
export function failuresOfVitest({ testResults }) {
  return testResults.flatMap((file) => {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed')
    if (failed.length > 0) return failed.map((test) => failure(`${file.name} › ${test.fullName}`, test.failureMessages?.join('\n')))
    return file.status === 'failed' ? [failure(file.name, file.message)] : []
  })
}

export function failuresOfPlaywright({ suites = [], errors = [] }) {
  return [...suites.flatMap(specsOf).filter(({ ok }) => !ok).map(failureOfSpec), ...errors.map(({ message }) => failure('outside of any test', message))]
}

/** Failed once, and passed when it was tried again: a race of the product or of the test, to be found. */
export const waveringOfPlaywright = ({ suites = [] }) => suites.flatMap(specsOf).filter(({ tests }) => tests.some(({ status }) => status === 'flaky')).map(failureOfSpec)

const LINES = 12
const LINE_CHARS = 240

/** The first lines of a text, each cut to what a terminal shows. */
export const inBrief = (text, lines = LINES) => text.split('\n').filter((line) => line.trim() !== '').slice(0, lines).map((line) => line.slice(0, LINE_CHARS))

/** The last lines of what a stage printed, for one that names no test. */
export const endOf = (text, lines = LINES) => inBrief(stripVTControlCharacters(text).split('\n').filter((line) => line.trim() !== '').slice(-lines).join('\n'), lines)

const failure = (test, why) => ({ test, why: stripVTControlCharacters(why ?? 'no reason given') })
const failureOfSpec = (spec) => failure(`${spec.file}:${spec.line} › ${spec.title}`, spec.tests.flatMap(messagesOf).join('\n'))
const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)]
const messagesOf = ({ results }) => results.flatMap(({ errors }) => errors.map(({ message }) => message))
