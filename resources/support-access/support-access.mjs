/**
 * Reads support-access documents: who of the operations desk may sign in to this application, until when. See README.md.
 *
 * No dependencies; for Node and browsers. Nothing here throws: a document that is broken, over, somebody else's or of a version that is not
 * known lets nobody in.
 */

/** What one parameter of Systems Manager holds. */
const mostBytes = 4096
const instantPattern = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d:\d\d)$/

/**
 * Who may sign in now: `[{ id, operator, reference, reason, untilMs }]`; empty: nobody.
 *
 * @param {unknown} text the parameter's value
 * @param {number} nowMs milliseconds since 1970 in UTC, by this application's own clock
 * @param {{ tenant: string, environment: string }} whose whose application this is; a document of anybody else lets nobody in
 */
export function readSupportAccess(text, nowMs, whose) {
  const found = read(text)
  if (found === undefined || !Number.isFinite(nowMs) || !isRecord(whose) || found.tenant !== whose.tenant || found.environment !== whose.environment) return []
  return found.grants
    .map((grant) => ({ ...grant, untilMs: Math.min(grant.untilMs, found.untilMs) }))
    .filter(({ id, fromMs, untilMs }) => fromMs <= nowMs && nowMs < untilMs && !found.ended.has(id))
    .map(({ id, operator, reference, reason, untilMs }) => ({ id, operator, reference, reason, untilMs }))
}

/**
 * The document in which a grant is ended, to be written back to the parameter; `undefined`: there is no such grant to end, or no document that
 * can be read.
 *
 * @param {unknown} text the parameter's value
 * @param {string} grantId
 * @param {string} who who ends it, for the desk to see: a name, not a secret
 * @param {number} nowMs
 * @param {{ isUnnamed?: boolean }} [how] `isUnnamed`: also a grant that the document does not name, because it is for SSH alone
 */
export function endGrant(text, grantId, who, nowMs, { isUnnamed = false } = {}) {
  const found = read(text)
  if (found === undefined || !isText(grantId) || !Number.isFinite(nowMs)) return undefined
  if (!isUnnamed && !found.grants.some(({ id }) => id === grantId)) return undefined
  if (found.ended.has(grantId)) return String(text)
  const ended = [...(found.document.ended ?? []), { id: grantId, at: new Date(nowMs).toISOString(), by: `client: ${String(who).trim().slice(0, 60)}` }]
  return fitting({ ...found.document, ended }, grantId)
}

/** Reasons go before the end of a grant does; then the grant itself, which is over by that as well, and ends of grants that it does not name. */
function fitting(document, id) {
  const grants = document.grants.map((grant) => ({ ...grant, reason: '' }))
  const others = grants.filter((grant) => grant.id !== id)
  const ended = document.ended.filter((one) => one.id === id || others.some((grant) => grant.id === one.id))
  const smaller = [document, { ...document, grants }, { ...document, grants: others }, { ...document, grants: others, ended }]
  return smaller.map((each) => JSON.stringify(each)).find((text) => bytesOf(text) <= mostBytes) ?? JSON.stringify({ ...document, grants: [], ended: [{ id }] })
}

const bytesOf = (text) => new TextEncoder().encode(text).byteLength

/** Undefined: it lets nobody in. One part that cannot be read is enough. */
function read(text) {
  const document = parsed(text)
  if (!isRecord(document) || document.format !== 'watchfloor/support-access' || document.version !== 1) return undefined
  const { tenant, environment, ended = [] } = document
  const isClosed = Array.isArray(document.grants) && document.grants.length === 0 && document.until === undefined
  const untilMs = isClosed ? 0 : instantOf(document.until)
  if (!isText(tenant) || !isText(environment) || untilMs === undefined || !Array.isArray(document.grants) || !Array.isArray(ended)) return undefined
  const grants = document.grants.map(grantOf)
  // Whoever wrote an end that cannot be read wanted to end something.
  if (grants.includes(undefined) || !ended.every((one) => isRecord(one) && isText(one.id))) return undefined
  return { document, tenant, environment, untilMs, grants, ended: new Set(ended.map(({ id }) => id)) }
}

function grantOf(grant) {
  if (!isRecord(grant)) return undefined
  const { id, operator, reference, reason } = grant
  const [fromMs, untilMs] = [instantOf(grant.from), instantOf(grant.until)]
  if (!isText(id) || !isText(operator) || !isText(reference) || typeof reason !== 'string' || fromMs === undefined || untilMs === undefined) return undefined
  return { id, operator, reference, reason, fromMs, untilMs }
}

function parsed(text) {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}

function instantOf(text) {
  const atMs = typeof text === 'string' && instantPattern.test(text) && isDay(text.slice(0, 10)) ? Date.parse(text) : Number.NaN
  return Number.isNaN(atMs) ? undefined : atMs
}

/** The thirtieth of February would be read as a day in March. */
function isDay(text) {
  const atMs = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(text)
}

const isText = (value) => typeof value === 'string' && value !== ''
const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
