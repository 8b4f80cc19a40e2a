import type { ReactNode } from 'react'
import { feedIds, feeds, type FeedId } from '#shared/fleet/feeds'
import type { FeedState, Place } from '#shared/fleet/tenant-view'
import { Age } from '../age'
import { HealthMark } from '../health-mark'
import { feedCalls } from '../../format/words'
import { useTimed } from '../../stores/services'

/** How current every feed is, in each account and Region that holds something of the tenant; what failed comes first and in words. */
export function TenantPlaces({ places }: { readonly places: readonly Place[] }): ReactNode {
  return (
    <section aria-label="Data behind it">
      <h3>Data behind it</h3>
      <PlaceFeeds places={places} />
    </section>
  )
}

/** The same without a heading. */
export const PlaceFeeds = ({ places }: { readonly places: readonly Place[] }): ReactNode =>
  places.map((place) => (
    <div key={`${place.account}/${place.region}`} className="place">
      <p className="faint text mono">{place.account} {place.region}</p>
      <ul>
        {[...feedIds].sort((a, b) => failed(place, b) - failed(place, a)).map((id) => <FeedLine key={id} id={id} state={place.feeds[id]} />)}
      </ul>
    </div>
  ))

const failed = (place: Place, id: FeedId): number => Number(place.feeds[id].error !== undefined)

function FeedLine({ id, state }: { readonly id: FeedId; readonly state: FeedState }): ReactNode {
  const { observedAtMs, error } = state
  const old = useTimed((nowMs) => observedAtMs !== undefined && nowMs - observedAtMs > feeds[id].staleAfterMs)
  const doubtful = error !== undefined || old
  return (
    <li className="feed-line" title={feedCalls[id]}>
      {doubtful && <HealthMark kind="unknown" />}
      <span className="grow">
        {feeds[id].title}
        {error !== undefined && <span className="soft">: {error.message}</span>}
      </span>
      <span className={doubtful ? 'strong' : 'faint'}>{observedAtMs === undefined ? 'not yet' : <><Age atMs={observedAtMs} /> ago</>}</span>
    </li>
  )
}
