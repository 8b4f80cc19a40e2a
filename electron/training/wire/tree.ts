/** A reply before it has a form: the same tree becomes XML (Query protocol) or JSON. Undefined members are left out. */
export type Tree = string | number | boolean | undefined | Instant | Items | Content | { readonly [member: string]: Tree }

/** A moment: ISO 8601 in XML, seconds since the epoch in JSON. */
export class Instant {
  constructor(readonly atMs: number) {}
}

/** A list; in XML each item stands in an element called `itemName`. */
export class Items {
  constructor(
    readonly itemName: string,
    readonly items: readonly Tree[],
    /** In XML without an element around them. */
    readonly flat = false,
  ) {}
}

/** A reply that is no tree: an object's content, as it was put. */
export class Content {
  constructor(
    readonly headers: Readonly<Record<string, string>>,
    readonly body: string,
  ) {}
}

export const instant = (atMs: number): Instant => new Instant(atMs)
export const maybeInstant = (atMs: number | undefined): Instant | undefined => (atMs === undefined ? undefined : new Instant(atMs))
/** S3's lists: each item stands by itself, under the list's own name. */
export const flatList = (items: readonly Tree[], itemName: string): Items => new Items(itemName, items, true)
export const list = (items: readonly Tree[], itemName = 'member'): Items => new Items(itemName, items)

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeXml = (text: string): string => (/[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (character) => escapes[character] ?? character) : text)

export function toXml(name: string, tree: Tree): string {
  if (tree === undefined) return ''
  if (tree instanceof Instant) return `<${name}>${new Date(tree.atMs).toISOString()}</${name}>`
  if (tree instanceof Items && tree.flat) return tree.items.map((item) => toXml(tree.itemName, item)).join('')
  if (tree instanceof Items) return `<${name}>${tree.items.map((item) => toXml(tree.itemName, item)).join('')}</${name}>`
  if (typeof tree === 'string') return `<${name}>${escapeXml(tree)}</${name}>`
  if (tree instanceof Content) return escapeXml(tree.body)
  if (typeof tree !== 'object') return `<${name}>${String(tree)}</${name}>`
  let inner = ''
  for (const member in tree) inner += toXml(member, tree[member])
  return `<${name}>${inner}</${name}>`
}

export const toJson = (tree: Tree): string => JSON.stringify(plain(tree))

function plain(tree: Tree): unknown {
  if (tree instanceof Instant) return tree.atMs / 1000
  if (tree instanceof Items) return tree.items.map(plain)
  if (tree instanceof Content) return tree.body
  if (typeof tree !== 'object') return tree
  return Object.fromEntries(Object.entries(tree).map(([member, value]) => [member, plain(value)]))
}
