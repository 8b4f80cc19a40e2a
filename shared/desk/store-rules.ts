import { appError, type AppError } from '../kernel/app-error'
import { canonicalJson } from '../kernel/canonical-json'
import { err, ok, type Result } from '../kernel/result'
import { utf8Length } from '../kernel/utf8-length'

/** What fits into a desk store, whichever keeps it: the narrowest of them (DynamoDB: 400 KB an item, 100 items and 4 MB a transaction). */
export const mostBodyBytes = 256 * 1024
export const mostEventsAtOnce = 64
export const mostBytesAtOnce = 3 * 1024 * 1024
/** Events of a journal in one page, unless fewer are asked for. */
export const journalPage = 1_000

/** `plan`, `plan-draft` */
const kind = /^[a-z][a-z0-9-]{0,31}$/
/** Ids, ARNs, names of people; nothing that separates the parts of a key. */
const name = /^[\w.:@/+=,*-]{1,300}$/

/** Kinds and names are chosen by the product, so that a wrong one is a fault of ours. */
export function checkNames({ kinds = [], names = [] }: { readonly kinds?: readonly string[]; readonly names?: readonly string[] }): Result<null, AppError> {
  const wrong = [...kinds.filter((each) => !kind.test(each)), ...names.filter((each) => !name.test(each))][0]
  return wrong === undefined ? ok(null) : err(appError('invalidInput', `“${wrong.slice(0, 60)}” cannot be a name in the desk’s store. This is a fault of the console: report it.`))
}

/** A body as it was kept; undefined: what lies there is no JSON, whoever put it there. Whoever parses it finds it wrong. */
export function decodeBody(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** Bodies as they are kept: canonical, so that equal bodies are equal texts. */
export function encodeBodies(bodies: readonly unknown[]): Result<readonly string[], AppError> {
  const texts = bodies.map(canonicalJson)
  const sizes = texts.map(utf8Length)
  const isTooMuch = texts.length > mostEventsAtOnce || Math.max(0, ...sizes) > mostBodyBytes || sizes.reduce((sum, size) => sum + size, 0) > mostBytesAtOnce
  return isTooMuch ? err(appError('invalidInput', 'This is too much for the desk’s store at once: 64 entries of 256 KB, 3 MB together. Select fewer tenants, or shorten the texts.')) : ok(texts)
}
