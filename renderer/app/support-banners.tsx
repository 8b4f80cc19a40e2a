import { DoorOpen, Siren } from 'lucide-react'
import type { ReactNode } from 'react'
import type { GrantView } from '#shared/support/support-view'
import { Button } from '../components/button'
import { Countdown } from '../components/support/countdown'
import { isOpenOrUnproven } from '../components/support/grant-order'
import { plural } from '../format/number'
import { useServices, useSlice } from '../stores/services'
import { grantsOf } from '../stores/support-store'
import { openGrant, openSupport } from '../stores/support-visit'
import { Banner } from './banner'

/** Access that cannot be proven closed, and glass that is broken: said above every screen but the one that has it first by itself. */
export function SupportBanners(): ReactNode {
  const grants = useSlice('support', grantsOf)
  const route = useSlice('ui', (state) => state.route)
  if (route === 'support') return null
  return (
    <>
      <Unproven grants={grants.filter(({ stage, trouble }) => stage === 'revoking' && trouble !== undefined)} />
      <Broken grants={grants.filter((grant) => grant.isBreakGlass && isOpenOrUnproven(grant))} />
    </>
  )
}

interface LineProps {
  readonly grants: readonly GrantView[]
}

function Unproven({ grants }: LineProps): ReactNode {
  const [first] = grants
  if (first === undefined) return null
  return (
    <Banner icon={DoorOpen} tone="critical" action={<Show grants={grants} />}>
      <strong>Support access is not proven closed:</strong> {first.tenantName}, {first.environment}, {plural(first.trouble?.tries ?? 0, 'try', 'tries')}. {first.trouble?.words}{more(grants)}
    </Banner>
  )
}

function Broken({ grants }: LineProps): ReactNode {
  const [first] = grants
  if (first === undefined) return null
  return (
    <Banner icon={Siren} tone="watch" action={<Show grants={grants} />}>
      <strong>Break-glass:</strong> {first.by} has access to {first.tenantName}, {first.environment}, without an approval, <Countdown grant={first} />: {first.reason}{more(grants)}
    </Banner>
  )
}

const more = ({ length }: readonly GrantView[]): string => (length > 1 ? `; and ${length - 1} more` : '')

function Show({ grants }: LineProps): ReactNode {
  const services = useServices()
  const [first] = grants
  return grants.length === 1 && first !== undefined ? <Button onClick={() => openGrant(services, first.id)}>Open it</Button> : <Button onClick={() => openSupport(services)}>Show all {grants.length}</Button>
}
