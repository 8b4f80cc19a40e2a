import type { WrongPlace } from '#shared/audit/verify'
import { verifyBytes } from '#electron/audit/verify-bytes'
import { soundTrail, textOf } from './sound-trail'
import { everyTamper, type Place, type Tamper } from './tampers'

export interface TamperReport {
  readonly cases: number
  /** The verifier said that all is well. */
  readonly undetected: readonly string[]
  /** It was found, but somewhere else than where it is. */
  readonly misplaced: readonly string[]
}

/** Cheats in every way and looks whether it is found, and where. `every`: only each so many-th case. */
export function runTamperDrill({ every = 1 }: { readonly every?: number } = {}): TamperReport {
  const trail = soundTrail()
  const sound = verifyBytes(new TextEncoder().encode(textOf(trail.entries)), { anchors: trail.anchors })
  if (sound.wrong.length > 0) throw new Error(`The trail that nobody touched is called wrong: ${sound.wrong[0]!.words}`)
  const undetected: string[] = []
  const misplaced: string[] = []
  let cases = 0
  let number = 0
  for (const tamper of everyTamper(trail)) {
    if (number++ % every !== 0) continue
    cases += 1
    const [first] = verifyBytes(tamper.bytes(), { anchors: tamper.anchors }).wrong
    if (first === undefined) undetected.push(tamper.name)
    else if (!isThere(first, tamper)) misplaced.push(`${tamper.name}: ${first.words}`)
  }
  return { cases, undetected, misplaced }
}

const isThere = (found: WrongPlace, { place }: Tamper): boolean => place.some((one) => matches(found, one))

function matches({ line, chain, fromSeq = 0, toSeq = 0 }: WrongPlace, place: Place): boolean {
  if ('line' in place) return line === place.line
  return chain === place.chain && fromSeq <= place.seq && place.seq <= toSeq
}
