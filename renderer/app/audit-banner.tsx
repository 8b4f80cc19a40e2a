import { Fingerprint } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import type { AuditStatus } from '#shared/audit/query'
import { Button } from '../components/button'
import { createFollower, type Follower } from '../stores/follow'
import { useServices, useSlice } from '../stores/services'
import { Banner } from './banner'
import { runAction } from './actions'

/** What is wrong with the audit trail, on every screen: a broken chain before entries that cannot be kept, before an anchor. */
export function AuditBanner(): ReactNode {
  const services = useServices()
  const trouble = useTrouble()
  const isThere = useSlice('ui', ({ route }) => route === 'audit')
  if (trouble === undefined || isThere) return null
  return (
    <Banner icon={Fingerprint} tone={trouble.isBroken ? 'critical' : 'watch'} action={<Button onClick={() => runAction('go.audit', services)}>Look at the trail</Button>}>
      <strong>{trouble.title}</strong> {trouble.words}
    </Banner>
  )
}

/** Asked when the trail says that something changed, never before: nothing is wrong until it does. */
interface Trouble {
  readonly isBroken: boolean
  readonly title: string
  readonly words: string
}

function useTrouble(): Trouble | undefined {
  const { client, clock } = useServices()
  const epoch = useSlice('fleet', (state) => (state.kind === 'ready' ? state.epoch : ''))
  const [known, setKnown] = useState<{ readonly epoch: string; readonly trouble: Trouble | undefined }>({ epoch, trouble: undefined })
  useEffect(() => {
    let follower: Follower | undefined
    let stale = false
    const ask = async (): Promise<void> => {
      const answer = await client.invoke('audit.status', null)
      if (stale) return
      if (answer.ok) setKnown({ epoch, trouble: troubleOf(answer.value) })
      else if (answer.error.kind === 'storageFailed') setKnown({ epoch, trouble: { isBroken: false, title: 'The audit trail cannot be opened: nothing that acts is done meanwhile.', words: answer.error.message } })
    }
    const unsubscribe = client.subscribe('audit.changed', () => {
      if (follower === undefined) follower = createFollower(clock, ask)
      else follower.again()
    })
    return () => {
      stale = true
      unsubscribe()
      follower?.stop()
    }
  }, [client, clock, epoch])
  return known.epoch === epoch ? known.trouble : undefined
}

function troubleOf({ chains, held, anchorTrouble }: AuditStatus): Trouble | undefined {
  const broken = chains.find(({ wrong }) => wrong !== undefined)
  if (broken?.wrong !== undefined) return { isBroken: true, title: `The audit trail of ${broken.machine} is not as it was kept.`, words: broken.wrong.words }
  if (held !== undefined) return { isBroken: false, title: 'The audit trail cannot be written: nothing that acts is done meanwhile.', words: held.why }
  return anchorTrouble === undefined ? undefined : { isBroken: false, title: 'The audit trail has no new anchor.', words: anchorTrouble }
}
