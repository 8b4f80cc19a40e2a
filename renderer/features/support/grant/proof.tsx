import { CircleCheck, Siren } from 'lucide-react'
import type { ReactNode } from 'react'
import type { GrantView } from '#shared/support/support-view'
import { Instant } from '../../../components/age'
import { Button } from '../../../components/button'
import { CopyButton } from '../../../components/copy-button'
import { mayRun } from '../../../stores/access-store'
import { useServices, useSlice } from '../../../stores/services'
import { askSupport } from '../../../stores/support-visit'

/** How it ended, the proof that it did, and what somebody else makes of broken glass. */
export function Proof({ grant, offline }: { readonly grant: GrantView; readonly offline: string | undefined }): ReactNode {
  const { ended, proof, isBreakGlass } = grant
  if (ended === undefined && proof === undefined && !isBreakGlass) return null
  return (
    <section aria-label="End and proof">
      <h2>End and proof</h2>
      {ended !== undefined && <p className="text">{endWords(ended)} <Instant atMs={ended.atMs} />{ended.why !== undefined && <>: {ended.why}</>}</p>}
      {proof !== undefined && <p className="row proof-line"><CircleCheck aria-hidden="true" /><span className="grow text"><strong>Proven closed at <Instant atMs={proof.atMs} />.</strong> {proof.words}</span><CopyButton label="Copy the proof" text={() => `${grant.id} ${grant.tenant} ${grant.environment}: closed, ${new Date(proof.atMs).toISOString()}: ${proof.words}`} /></p>}
      {ended !== undefined && proof === undefined && <p className="soft">Not proven yet: AWS has to be read back first.</p>}
      {isBreakGlass && <Review grant={grant} offline={offline} />}
    </section>
  )
}

function endWords({ how, by }: NonNullable<GrantView['ended']>): string {
  switch (how) {
    case 'expired':
      return 'Its time was up'
    case 'client':
      return `Ended from the client’s side${by === undefined ? '' : ` by ${by}`}`
    case 'ended':
      return `Ended by ${by ?? 'an operator'}`
  }
}

function Review({ grant, offline }: { readonly grant: GrantView; readonly offline: string | undefined }): ReactNode {
  const services = useServices()
  const mayReview = useSlice('access', (state) => mayRun(state, 'support.review'))
  const { review, may } = grant
  if (review !== undefined) return <p className="row" data-fine={review.isFine}><Siren aria-hidden="true" /><span className="text"><strong>{review.by}</strong> reviewed it <Instant atMs={review.atMs} /> as <strong>{review.isFine ? 'right' : 'not right'}</strong>: {review.words}</span></p>
  return (
    <div className="row wrap">
      <span className="grow">Nobody has reviewed it yet.{may.review !== true && <span className="soft"> {may.review}</span>}</span>
      {mayReview && may.review === true && <Button look="primary" disabled={offline !== undefined} title={offline} onClick={() => askSupport(services, { kind: 'review', grant })}>Review …</Button>}
    </div>
  )
}
