import { appError, type AppError } from '#shared/kernel/app-error'
import type { Digest } from '#shared/kernel/digest'
import { err, ok, type Result } from '#shared/kernel/result'
import { grantHash, grantId } from '#shared/support/grant-hash'
import type { AskedGrant } from '#shared/support/grant'
import type { GrantEvent } from '#shared/support/grant-event'
import { grantEventSchema } from '#shared/support/grant-event-schema'
import { underPolicy } from '#shared/support/grant-limit'
import { closingOf, type GrantFacts } from '#shared/support/grant-state'
import { bodyOfAsked, readGrants } from '#shared/support/said-grant'
import type { Ids } from '#electron/ports/clock'
import type { AuditDeed, AuditTrail } from '#electron/ports/audit-trail'
import type { DeskStore, Fence } from '#electron/ports/desk-store'
import { audited } from './audited'

/** Every grant of a desk: what people said of it, each in their own name, and its journal. */
export interface GrantBook {
  all(): Promise<Result<GrantReading, AppError>>
  /** `notFound`: nobody asked for it. */
  one(id: string): Promise<Result<{ readonly facts: GrantFacts; readonly isCopy: boolean }, AppError>>
  /** Under an id that follows from what is asked. */
  ask(grant: Omit<AskedGrant, 'id' | 'hash'>): Promise<Result<AskedGrant, AppError>>
  approve(hand: DeskStore, asked: AskedGrant, atMs: number): Promise<Result<null, AppError>>
  say(about: SaidAbout, word: LaterWord): Promise<Result<null, AppError>>
  /** `conflict`: another console wrote a line since; `fenced`: it has taken over. */
  note(id: string, event: GrantEvent, fence?: Fence): Promise<Result<null, AppError>>
}

export interface GrantReading {
  /** In order of asking. */
  readonly grants: readonly GrantFacts[]
  readonly asOfMs: number
  readonly isCopy: boolean
}

export type LaterWord =
  | { readonly word: 'refused' | 'ended'; readonly atMs: number; readonly why: string }
  | { readonly word: 'reviewed'; readonly atMs: number; readonly words: string; readonly isFine: boolean }

interface KnownJournal {
  readonly last: number
  readonly events: readonly GrantEvent[]
}

export type SaidAbout = Pick<AskedGrant, 'id' | 'tenant' | 'environment'>

const saidDeed = ({ id, tenant, environment }: SaidAbout, word: string, why?: string): AuditDeed => ({
  what: 'support.said',
  words: `Said for good, in the desk’s store: ${word}, of support access ${id} to ${tenant}, ${environment}.`,
  tenants: [tenant],
  about: { kind: 'grant', id },
  ...(why === undefined ? {} : { why }),
})

const journalOf = (id: string): string => `grant:${id}`

export interface GrantBookOptions {
  readonly store: DeskStore
  readonly ids: Pick<Ids, 'next'>
  readonly digest: Digest
  /** The longest that the fleet file of this console allows. */
  readonly longestMinutes: number
  /** What is said is written down there first. */
  readonly audit?: AuditTrail
}

export function createGrantBook({ store, ids, digest, longestMinutes, audit }: GrantBookOptions): GrantBook {
  const journals = new Map<string, KnownJournal>()
  const known = new Map<string, AskedGrant | undefined>()

  /** Journals only grow: each is read on from where it is known to, and not at all once its grant is closed for good. */
  const journal = async (id: string): Promise<Result<{ readonly events: readonly GrantEvent[]; readonly isCopy: boolean }, AppError>> => {
    let lines = journals.get(id) ?? { last: 0, events: [] }
    let isCopy = false
    for (;;) {
      const page = await store.journal({ journal: journalOf(id), after: lines.last })
      if (!page.ok) return page
      isCopy ||= page.value.isCopy
      const parsed = parse(id, page.value.value.events)
      if (!parsed.ok) return parsed
      lines = { last: page.value.value.events.at(-1)?.seq ?? lines.last, events: [...lines.events, ...parsed.value] }
      journals.set(id, lines)
      if (!page.value.value.more) return ok({ events: lines.events, isCopy })
    }
  }

  const read = async (subject?: string): Promise<Result<GrantReading, AppError>> => {
    const about = subject === undefined ? {} : { subject }
    const [said, approved] = await Promise.all([store.said({ kind: 'grant', ...about }), store.said({ kind: 'approval', ...about })])
    if (!said.ok) return said
    if (!approved.ok) return approved
    const grants: GrantFacts[] = []
    let isCopy = said.value.isCopy || approved.value.isCopy
    for (const { asked, words } of await readGrants(said.value.value, approved.value.value, digest, known)) {
      const kept = { ...underPolicy(asked, longestMinutes), words, events: journals.get(asked.id)?.events ?? [] }
      if (closingOf(kept) !== undefined) {
        grants.push(kept)
        continue
      }
      const lines = await journal(asked.id)
      if (!lines.ok) return lines
      isCopy ||= lines.value.isCopy
      grants.push({ ...kept, events: lines.value.events })
    }
    return ok({ grants, asOfMs: Math.min(said.value.asOfMs, approved.value.asOfMs), isCopy })
  }

  return {
    all: () => read(),
    one: async (id) => {
      const reading = await read(id)
      if (!reading.ok) return reading
      const facts = reading.value.grants.find(({ asked }) => asked.id === id)
      return facts === undefined ? err(appError('notFound', `There is no support access “${id}” on this desk.`)) : ok({ facts, isCopy: reading.value.isCopy })
    },
    ask: async (grant) => {
      const id = await grantId(grant, digest)
      const asked: AskedGrant = { ...grant, id, hash: await grantHash({ ...grant, id }, digest) }
      const said = await audited(audit, saidDeed(asked, asked.isBreakGlass ? 'broke the glass' : 'asked', asked.reference), () => store.say({ kind: 'grant', subject: id, id: 'asked', body: bodyOfAsked(asked) }))
      return said.ok ? ok(asked) : said
    },
    approve: (hand, asked, atMs) => audited(audit, saidDeed(asked, 'approved'), () => hand.say({ kind: 'approval', subject: asked.id, id: asked.hash, body: { word: 'approved', grantHash: asked.hash, atMs } })),
    say: (about, word) => audited(audit, { ...saidDeed(about, word.word, word.word === 'reviewed' ? word.words : word.why), ...(word.word === 'reviewed' ? {} : { closes: true }) }, () => store.say({ kind: 'grant', subject: about.id, id: word.word, body: word })),
    note: async (id, event, fence) => {
      for (;;) {
        const lines = await journal(id)
        if (!lines.ok) return lines
        if (lines.value.isCopy) return err(appError('offline', 'The desk’s store cannot be reached. Nothing is written on the word of a copy.'))
        const after = journals.get(id)?.last ?? 0
        const written = await store.append({ journal: journalOf(id), after, events: [event], writeId: ids.next(), ...(fence === undefined ? {} : { fence }) })
        if (written.ok) {
          journals.set(id, { last: written.value.last, events: [...lines.value.events, event] })
          return ok(null)
        }
        // Somebody without the lease, who wanted something mended, was first: after their line comes ours.
        if (written.error.kind !== 'conflict') return written
      }
    },
  }
}

function parse(id: string, events: readonly { readonly seq: number; readonly body: unknown }[]): Result<readonly GrantEvent[], AppError> {
  const lines: GrantEvent[] = []
  for (const { seq, body } of events) {
    const line = grantEventSchema.safeParse(body)
    if (!line.success) return err(appError('unreadableReply', `Line ${seq} of the support access ${id} cannot be read: another version of this console may have written it. Use that version.`))
    lines.push(line.data)
  }
  return ok(lines)
}
