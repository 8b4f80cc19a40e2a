/** How long what people say of a grant may be, in characters. It stands in AWS's documents, in statements for clients, and on terminals. */
export const mostOf = { reference: 100, askedBy: 100, reason: 300, why: 1_000 } as const

/** Controls, line and paragraph separators, and marks that turn the direction of writing: they make a text look like another. */
export const hiddenInLine = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u
/** A reason may have several lines. */
const hiddenInText = /[^\P{Cc}\n]|[\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

/** Why a field of one line cannot be taken; undefined: it can. Empty ones are somebody else’s matter. */
export function lineFault(text: string, most: number): string | undefined {
  if (text.length > most) return `At most ${most} characters; these are ${text.length}.`
  return hiddenInLine.test(text) ? 'One line, without characters that cannot be seen.' : undefined
}

/** Why a reason or a finding cannot be taken; undefined: it can. */
export function whyFault(text: string): string | undefined {
  if (text.trim() === '') return 'Say why.'
  if (text.trim().length > mostOf.why) return `At most ${mostOf.why} characters; these are ${text.trim().length}.`
  return hiddenInText.test(text.replaceAll('\r\n', '\n')) ? 'It has characters that cannot be seen: type it anew.' : undefined
}
