/** How long what people say of a grant may be, in characters. It stands in AWS's documents, in statements for clients, and on terminals. */
export const mostOf = { reference: 100, askedBy: 100, reason: 300, why: 1_000 } as const

/** Separators, marks that turn the direction of writing, fillers and blanks of no width: they make a text look like another. Joiners are letters of some languages. */
const unseen = String.raw`\p{Zl}\p{Zp}\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}`
export const hiddenInLine = new RegExp(`[\\p{Cc}${unseen}]`, 'u')
/** A reason may have several lines. */
const hiddenInText = new RegExp(`[^\\P{Cc}\\n]|[${unseen}]`, 'u')
const everyHidden = new RegExp(hiddenInLine.source, 'gu')
const seen = /[\p{L}\p{N}\p{P}\p{S}]/u

/** What somebody else wrote, as one line that can be shown beside our own words: what cannot be seen is left out. */
export function shownText(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').replace(everyHidden, '').replace(/ +/g, ' ').trim()
  return [...line].slice(0, most).join('').trim()
}

/** Why a field of one line cannot be taken; undefined: it can. Empty ones are somebody else’s matter. */
export function lineFault(text: string, most: number): string | undefined {
  if (text.length > most) return `At most ${most} characters; these are ${text.length}.`
  if (text !== '' && !seen.test(text)) return 'Nothing in it can be seen: type it anew.'
  return hiddenInLine.test(text) ? 'One line, without characters that cannot be seen.' : undefined
}

/** Why a reason or a finding cannot be taken; undefined: it can. */
export function whyFault(text: string): string | undefined {
  if (!seen.test(text)) return 'Say why.'
  if (text.trim().length > mostOf.why) return `At most ${mostOf.why} characters; these are ${text.trim().length}.`
  return hiddenInText.test(text.replaceAll('\r\n', '\n')) ? 'It has characters that cannot be seen: type it anew.' : undefined
}
