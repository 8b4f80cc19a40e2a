import type { ChainVerdict, Verification, WrongPlace } from './verify'

/** What a verification came to, as a terminal shows it. */
export function verdictLines({ chains, wrong }: Verification): readonly string[] {
  if (chains.length === 0 && wrong.length === 0) return ['There is nothing in the file: nothing is proven by it.']
  const [first, ...others] = wrong
  return [
    ...chains.map((chain) => chainLine(chain, wrong.find((place) => place.chain === chain.chain))),
    ...(first === undefined ? ['Every entry is as it was kept.'] : [`WRONG: ${first.words}${whereOf(first)}`, ...others.map((place) => `also: ${place.words}${whereOf(place)}`)]),
  ]
}

const whereOf = ({ line }: WrongPlace): string => (line === undefined ? '' : ` (line ${line})`)

function chainLine({ chain, fromSeq, toSeq, withheld, anchor }: ChainVerdict, wrong: WrongPlace | undefined): string {
  const anchored = anchor === undefined ? 'no anchor' : anchor.seq >= toSeq ? `anchored ${new Date(anchor.atMs).toISOString()}` : `anchored to ${anchor.seq}, ${new Date(anchor.atMs).toISOString()}`
  const left = withheld === 0 ? '' : `, ${withheld} withheld`
  return wrong === undefined ? `${chain}: entries ${fromSeq} to ${toSeq} verified${left}; ${anchored}` : `${chain}: not as it was kept`
}
