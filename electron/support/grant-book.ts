import type { Statement } from '#shared/desk/statement'
import { appError, type AppError } from '#shared/kernel/app-error'
import type { Digest } from '#shared/kernel/digest'
import { err, ok, type Result } from '#shared/kernel/result'
import { hourMs } from '#shared/kernel/time'
import { grantHash, grantId } from '#shared/support/grant-hash'
import type { AskedGrant } from '#shared/support/grant'
import type { GrantEvent } from '#shared/support/grant-event'
import { underPolicy } from '#shared/support/grant-limit'
import { closingOf, isBegun, type GrantFacts } from '#shared/support/grant-state'
import { bodyOfAsked, createSaidMemory, readGrants, type SaidGrant } from '#shared/support/said-grant'
import type { Ids } from '#electron/ports/clock'
import type { AuditDeed, AuditTrail } from '#electron/ports/audit-trail'
import type { DeskStore, Fence } from '#electron/ports/desk-store'
import { audited } from './audited'
import { createGrantJournals, journalOf } from './grant-journals'

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

export type SaidAbout = Pick<AskedGrant, 'id' | 'tenant' | 'environment'>

const saidDeed = ({ id, tenant, environment }: SaidAbout, word: string, why?: string): AuditDeed => ({
  what: 'support.said',
  words: `Said for good, in the desk’s store: ${word}, of support access ${id} to ${tenant}, ${environment}.`,
  tenants: [tenant],
  about: { kind: 'grant', id },
  ...(why === undefined ? {} : { why }),
})

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
  const journals = createGrantJournals(store)
  const known = createSaidMemory()
  let lastRead: { readonly said: readonly Statement[]; readonly approved: readonly Statement[]; readonly grants: readonly SaidGrant[] } | undefined
  /** What nothing can be added to but words: with how many it was read. */
  const settled = new Map<string, { readonly words: number; readonly facts: GrantFacts }>()

  /** The store gives the same lists while nobody said more. */
  const grantsOf = async (said: readonly Statement[], approved: readonly Statement[]): Promise<readonly SaidGrant[]> => {
    if (lastRead?.said === said && lastRead.approved === approved) return lastRead.grants
    lastRead = { said, approved, grants: await readGrants(said, approved, digest, known) }
    return lastRead.grants
  }

  const factsOf = async ({ asked, words }: SaidGrant, asOfMs: number): Promise<Result<{ readonly facts: GrantFacts; readonly isCopy: boolean }, AppError>> => {
    const done = settled.get(asked.id)
    if (done?.words === words.length) return ok({ facts: done.facts, isCopy: false })
    const ruled = { ...underPolicy(asked, longestMinutes), words }
    const before = { ...ruled, events: journals.known(asked.id)?.events ?? [] }
    if (closingOf(before) !== undefined) {
      settled.set(asked.id, { words: words.length, facts: before })
      return ok({ facts: before, isCopy: false })
    }
    const read = await journals.read(asked.id)
    if (!read.ok) return read
    const { events, unread } = read.value.journal
    const facts: GrantFacts = { ...ruled, events, ...(unread === undefined ? {} : { unread }) }
    if (unread === undefined && !read.value.isCopy && isSettled(facts, asOfMs)) settled.set(asked.id, { words: words.length, facts })
    return ok({ facts, isCopy: read.value.isCopy })
  }

  const read = async (subject?: string): Promise<Result<GrantReading, AppError>> => {
    const about = subject === undefined ? {} : { subject }
    const [said, approved] = await Promise.all([store.said({ kind: 'grant', ...about }), store.said({ kind: 'approval', ...about })])
    if (!said.ok) return said
    if (!approved.ok) return approved
    const asOfMs = Math.min(said.value.asOfMs, approved.value.asOfMs)
    const spoken = await grantsOf(said.value.value, approved.value.value)
    const grants: GrantFacts[] = []
    let isCopy = said.value.isCopy || approved.value.isCopy
    for (let from = 0; from < spoken.length; from += journalsAtOnce) {
      const some = await Promise.all(spoken.slice(from, from + journalsAtOnce).map((each) => factsOf(each, asOfMs)))
      for (const facts of some) {
        if (!facts.ok) return facts
        isCopy ||= facts.value.isCopy
        grants.push(facts.value.facts)
      }
    }
    return ok({ grants, asOfMs, isCopy })
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
        const lines = await journals.read(id)
        if (!lines.ok) return lines
        const { journal, isCopy } = lines.value
        if (isCopy) return err(appError('offline', 'The desk’s store cannot be reached. Nothing is written on the word of a copy.'))
        if (journal.unread !== undefined) return err(appError('unreadableReply', journal.unread))
        const written = await store.append({ journal: journalOf(id), after: journal.last, events: [event], writeId: ids.next(), ...(fence === undefined ? {} : { fence }) })
        if (written.ok) {
          journals.wrote(id, { last: written.value.last, events: [...journal.events, event] })
          return ok(null)
        }
        // Somebody without the lease, who wanted something mended, was first: after their line comes ours.
        if (written.error.kind !== 'conflict') return written
      }
    },
  }
}

/** How many journals are asked for at once: a console that was just started reads them all. */
const journalsAtOnce = 8
/** Clocks of other consoles, and a round that had begun. */
const surelyOverMs = hourMs

/** Closed and proven, or never begun and over: nothing is ever done about it again, and its journal need not be read again. */
const isSettled = (facts: GrantFacts, nowMs: number): boolean => closingOf(facts) !== undefined || (!isBegun(facts) && nowMs > (facts.limit?.askedUntilMs ?? facts.asked.untilMs) + surelyOverMs)
