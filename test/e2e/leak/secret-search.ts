import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

/** Looks for secrets in bytes: as they are, cut short, and in the forms that programs write texts in. */
export interface Needle {
  readonly kind: string
  readonly form: string
  readonly bytes: Buffer
}

export interface Hit {
  readonly place: string
  readonly kind: string
  readonly form: string
}

export interface Place {
  readonly name: string
  readonly files: number
  readonly bytes: number
}

/** So much of a token's end is enough to know it: what is logged cut short is found too. */
const tailLength = 24

export const needlesOf = (secrets: ReadonlyMap<string, ReadonlySet<string>>): readonly Needle[] => [...secrets].flatMap(([kind, values]) => [...values].flatMap((value) => formsOf(kind, value)))

function formsOf(kind: string, value: string): readonly Needle[] {
  const tail = value.slice(-tailLength)
  const needle = (form: string, bytes: Buffer): Needle => ({ kind, form, bytes })
  return [
    needle('text', Buffer.from(tail, 'utf8')),
    needle('UTF-16', Buffer.from(tail, 'utf16le')),
    needle('hex', Buffer.from(Buffer.from(tail).toString('hex'), 'utf8')),
    // Base64 depends on where in a group of three the text begins; ends that hang on their neighbours are left out.
    ...[0, 1, 2].map((shift) => needle(`Base64 at ${shift}`, Buffer.from(Buffer.from(' '.repeat(shift) + tail).toString('base64').slice(shift === 0 ? 0 : 4, -4), 'utf8'))),
  ]
}

export const hitsIn = (place: string, bytes: Buffer, needles: readonly Needle[]): readonly Hit[] =>
  needles.flatMap(({ kind, form, bytes: wanted }) => (bytes.includes(wanted) ? [{ place, kind, form }] : []))

/** Every file below a folder; what vanishes meanwhile is passed over. */
export async function searchFolder(name: string, folder: string, needles: readonly Needle[]): Promise<{ readonly place: Place; readonly hits: readonly Hit[] }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const hits: Hit[] = []
  let [files, bytes] = [0, 0]
  for (const entry of entries.filter((candidate) => candidate.isFile())) {
    const file = path.join(entry.parentPath, entry.name)
    const content = await readFile(file).catch(() => undefined)
    if (content === undefined) continue
    files += 1
    bytes += content.length
    hits.push(...hitsIn(`${name}: ${path.relative(folder, file)}`, content, needles))
  }
  return { place: { name, files, bytes }, hits }
}
