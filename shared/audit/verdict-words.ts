import type { ChainVerdict, Verification, WrongPlace } from './verify'

/** What a verification came to, as a terminal shows it: what is proven, and what is not. */
export function verdictLines({ chains, wrong }: Verification): readonly string[] {
  if (chains.length === 0 && wrong.length === 0) return ['There is nothing in the file: nothing is proven by it.']
  const [first, ...others] = wrong
  return [
    ...chains.map((chain) => chainLine(chain, wrong.find((place) => place.chain === chain.chain))),
    ...(first === undefined ? soundLines(chains) : [`WRONG: ${first.words}${whereOf(first)}`, ...others.map((place) => `also: ${place.words}${whereOf(place)}`)]),
  ]
}

/** Every chain is met by an anchor at its last entry: nobody can have written any of it anew. */
export const isAnchored = ({ chains }: Pick<Verification, 'chains'>): boolean => chains.length > 0 && chains.every((chain) => unprovenOf(chain) === undefined)

const whereOf = ({ line }: WrongPlace): string => (line === undefined ? '' : ` (line ${line})`)

function chainLine({ chain, fromSeq, toSeq, withheld, anchor }: ChainVerdict, wrong: WrongPlace | undefined): string {
  const anchored = anchor === undefined ? 'no anchor' : anchor.seq >= toSeq ? `anchored ${new Date(anchor.atMs).toISOString()}` : `anchored to ${anchor.seq}, ${new Date(anchor.atMs).toISOString()}`
  const left = withheld === 0 ? '' : `, ${withheld} withheld`
  return wrong === undefined ? `${chain}: entries ${fromSeq} to ${toSeq} hold together${left}; ${anchored}` : `${chain}: not as it was kept`
}

function soundLines(chains: readonly ChainVerdict[]): readonly string[] {
  const withheld = chains.reduce((sum, chain) => sum + chain.withheld, 0)
  const entries = chains.reduce((sum, { fromSeq, toSeq }) => sum + toSeq - fromSeq + 1, 0)
  const unproven = chains.flatMap((chain) => unprovenOf(chain) ?? [])
  const shown = withheld === 0 ? 'Every entry' : withheld < entries ? 'Every entry that is shown' : undefined
  return [
    ...(unproven.length > 0 ? ['Nothing in the file contradicts itself.', ...unproven] : shown === undefined ? [] : [`${shown} is as it was kept.`]),
    ...(withheld === 0 ? [] : [`What ${withheld} of ${entries} entries say was withheld: of these only the hashes are proven.`]),
  ]
}

/** What of a sound chain somebody could have written anew, sealing every entry after it again; undefined: nothing. */
function unprovenOf({ chain, fromSeq, toSeq, anchor }: ChainVerdict): string | undefined {
  if (anchor === undefined) return `NOT PROVEN of ${chain}: without an anchor nobody can tell whether all of it was written anew. Fetch its anchors and give them to --anchors.`
  if (anchor.seq >= toSeq) return undefined
  return `NOT PROVEN of ${chain}: entries ${Math.max(anchor.seq + 1, fromSeq)} to ${toSeq} follow its last anchor, and nobody can tell whether they were written anew. A later anchor would prove them.`
}
