/** Whom a row is about. `name` may be empty: nobody said it yet. */
export interface Named {
  readonly id: string
  readonly name: string
}

/**
 * A finding's words beside its tenant's name: what the row says already is left out, so that what is wrong stands where the eye is.
 *
 * `Database acme-bank-frontend has lost its standby` is `Database …frontend has lost its standby`; `Sandbox of Acme Bank does not answer`
 * is `Sandbox does not answer`. The whole sentence belongs into the title.
 */
export function withoutOwnName(words: string, { id, name }: Named): string {
  const brief = id === '' ? words : words.replaceAll(new RegExp(`(?<![\\w-])${escaped(id)}-(?=\\w)`, 'g'), '…')
  return name === '' ? brief : brief.replaceAll(` of ${name} `, ' ')
}

const escaped = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)
