import { isCanonicalJson } from '../kernel/canonical-json'
import { err, ok, type Result } from '../kernel/result'
import { entryKinds, subjectKinds, type AuditBody, type EntryOutcome, type SealedEntry } from './entry'
import { hashOf, type HashNow } from './seal'

/**
 * An entry from its line, when the line is exactly what was written and agrees with its own hashes; else why not, in words.
 *
 * Written without a library: whoever verifies an export can read all of what does it.
 */
export function readEntry(line: string, hash: HashNow): Result<SealedEntry, string> {
  try {
    const entry: unknown = JSON.parse(line)
    if (!isSealedEntry(entry)) return err('is not an entry of an audit trail')
    if (!isCanonicalJson(line, entry)) return err('is not written as it was: something was added, moved or respelled')
    if (entry.body !== undefined && hash(bodyText(line, entry)) !== entry.digest) return err('says something else than when it was kept')
    if (hashOf(entry, hash) !== entry.hash) return err('does not agree with its own hash')
    return ok(entry)
  } catch {
    return err('cannot be read: it was cut or changed')
  }
}

/** The body as it stands in a canonical line: `{"body":`, the body, a comma, and the entry without it but for its first brace. */
const bodyText = (line: string, { chain, digest, hash, prev, seq }: SealedEntry): string => line.slice('{"body":'.length, -JSON.stringify({ chain, digest, hash, prev, seq }).length)

/** The entry of a line that this program kept itself; undefined: it is none. */
export function entryOf(line: string): SealedEntry | undefined {
  try {
    const entry: unknown = JSON.parse(line)
    return isSealedEntry(entry) ? entry : undefined
  } catch {
    return undefined
  }
}

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const isHash = (value: unknown): boolean => isText(value) && /^[0-9a-f]{64}$/.test(value)
const isOptional = (value: unknown, is: (value: unknown) => boolean): boolean => value === undefined || is(value)
const hasOnly = (value: Fields, names: readonly string[]): boolean => Object.keys(value).every((name) => names.includes(name))

const isSealedEntry = (value: unknown): value is SealedEntry =>
  isFields(value) &&
  hasOnly(value, ['chain', 'seq', 'prev', 'digest', 'hash', 'body']) &&
  isText(value['chain']) &&
  Number.isSafeInteger(value['seq']) &&
  [value['prev'], value['digest'], value['hash']].every(isHash) &&
  isOptional(value['body'], isBody)

const bodyFields = ['id', 'kind', 'atMs', 'skewMs', 'who', 'console', 'what', 'words', 'input', 'why', 'tenants', 'about', 'correlation', 'of', 'outcome']

const isBody = (value: unknown): value is AuditBody =>
  isFields(value) &&
  hasOnly(value, bodyFields) &&
  (entryKinds as readonly unknown[]).includes(value['kind']) &&
  ['id', 'what', 'words', 'correlation'].every((name) => isText(value[name])) &&
  Number.isSafeInteger(value['atMs']) &&
  (value['skewMs'] === null || Number.isSafeInteger(value['skewMs'])) &&
  isPerson(value['who']) &&
  isConsole(value['console']) &&
  isOptional(value['why'], isText) &&
  isOptional(value['of'], isText) &&
  isOptional(value['tenants'], (tenants) => Array.isArray(tenants) && tenants.every(isText)) &&
  isOptional(value['about'], isSubject) &&
  isOptional(value['outcome'], isOutcome)

const isPerson = (value: unknown): boolean => isFields(value) && hasOnly(value, ['person', 'principal']) && isText(value['person']) && isOptional(value['principal'], isText)
const isConsole = (value: unknown): boolean => isFields(value) && hasOnly(value, ['machine', 'surface']) && isText(value['machine']) && (value['surface'] === 'window' || value['surface'] === 'command')
const isSubject = (value: unknown): boolean => isFields(value) && hasOnly(value, ['kind', 'id']) && (subjectKinds as readonly unknown[]).includes(value['kind']) && isText(value['id'])
const isOutcome = (value: unknown): value is EntryOutcome =>
  isFields(value) && hasOnly(value, ['kind', 'words']) && (value['kind'] === 'done' ? isOptional(value['words'], isText) : (value['kind'] === 'refused' || value['kind'] === 'failed') && isText(value['words']))
