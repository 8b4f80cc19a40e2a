import { strToU8, zipSync, type Zippable } from 'fflate'
import { createHash } from 'node:crypto'
import type { AuditSubject } from '#shared/audit/entry'
import type { StoryEntries } from '#shared/audit/story'
import type { PackFile } from './paper'

/** The same for every file: the same contents are the same bytes, whenever they are packed. */
const fileTime = new Date(1980, 0, 1)

/** A zip of the story: its entries with what proves them, papers, hashes of everything, and how to verify it. */
export function evidencePack(subject: AuditSubject, story: StoryEntries, papers: readonly PackFile[]): Uint8Array {
  const files: readonly PackFile[] = [
    { name: 'entries.jsonl', about: `${story.shown} entries of the audit trail; ${story.withheld} others of the same chains are withheld, only their hashes are there`, text: story.text },
    ...(story.anchorsText === '' ? [] : [{ name: 'anchors.jsonl', about: 'anchors of these chains, as the console laid them', text: story.anchorsText }]),
    ...papers,
  ].toSorted((left, right) => (left.name < right.name ? -1 : 1))
  const hashed = files.map(({ name, about, text }) => ({ name, about, bytes: strToU8(text).length, sha256: createHash('sha256').update(text, 'utf8').digest('hex') }))
  const manifest = `${JSON.stringify({ format: 'watchfloor/evidence-pack', version: 1, about: subject, from: new Date(story.fromMs).toISOString(), to: new Date(story.toMs).toISOString(), files: hashed }, null, 2)}\n`
  const all = [...files, { name: 'manifest.json', text: manifest }, { name: 'VERIFY.txt', text: instructions(subject, story) }]
  const zippable: Zippable = Object.fromEntries(all.map(({ name, text }) => [name, [strToU8(text), { mtime: fileTime, level: 6 }]]))
  return zipSync(zippable)
}

const instructions = ({ kind, id }: AuditSubject, { anchorsText }: StoryEntries): string => `Evidence pack: ${kind} ${id}

1. Files. manifest.json has the SHA-256 of every file:
     sha256sum entries.jsonl
   Whoever gives you this pack should give you the SHA-256 of the zip file by another way.

2. Entries. Each line of entries.jsonl is an entry of a console's audit trail, chained by hashes. Entries that do not belong to this story are
   there without what they say. With Watchfloor's command line, which needs no sign-in and no network for it:
     cli -- audit verify entries.jsonl --extract${anchorsText === '' ? '' : ' --anchors anchors.jsonl'}
   Without it, for each line: digest = SHA-256 of the body as canonical JSON (RFC 8785); hash = SHA-256 of the canonical JSON of {chain, digest, prev,
   seq}; prev = hash of the line before in the same chain.

3. Anchors. ${anchorsText === '' ? 'No anchor was laid for these chains yet: what is proven is that the entries belong together, not when they were kept.' : `anchors.jsonl is a copy. The anchors themselves lie in an S3 bucket with Object Lock in compliance mode, where nobody can change them
   before their time, under <prefix><chain>/<day>.json. Fetch them from there and give their folder to --anchors: then not even the console
   that made this pack could have changed an entry that is older than its anchor.`}
`
