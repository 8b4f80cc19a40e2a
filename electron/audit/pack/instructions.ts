import type { AuditSubject } from '#shared/audit/entry'

/** The verifier as it lies in a pack. */
export const verifierName = 'verify.cjs'

/** How whoever is given a pack verifies it, with Node alone and without. */
export const instructions = ({ kind, id }: AuditSubject, isAnchored: boolean): string => `Evidence pack: ${kind} ${id}

1. Files. manifest.json has the SHA-256 of every file:
     sha256sum entries.jsonl
   Whoever gives you this pack should give you the SHA-256 of the zip file by another way.

2. Entries. Each line of entries.jsonl is an entry of a console's audit trail, chained by hashes. Entries that do not belong to this story are
   there without what they say. In this folder, with Node.js 20.18 or newer and nothing else (no network, no sign-in, nothing to install):
     node ${verifierName} entries.jsonl --extract${isAnchored ? ' --anchors anchors.jsonl' : ''}
   It ends with 0 when nothing is wrong, and says how far that is proven. ${verifierName} is one file of plain JavaScript that can be read; the
   same file is in every build of Watchfloor (out/main/${verifierName}): take it from there if you do not trust the one in this pack.
   Without it, for each line: digest = SHA-256 of the body as canonical JSON (RFC 8785); hash = SHA-256 of the canonical JSON of {chain, digest, prev,
   seq}; prev = hash of the line before in the same chain. The last line says with which entry each chain ends: without it the file was cut.

3. Anchors. ${isAnchored ? `anchors.jsonl is a copy. The anchors themselves lie in an S3 bucket with Object Lock in compliance mode, where nobody can change them
   before their time, under <prefix><chain>/<day>.json. Fetch the first version of each from there and give their folder to --anchors: then not
   even the console that made this pack could have changed an entry that is older than its anchor.` : 'No anchor was laid for these chains yet: what is proven is that the entries belong together, not when they were kept, nor that\n   they were not written anew.'}
`
