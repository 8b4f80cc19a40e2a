import type { ReactNode } from 'react'
import type { GrantView } from '#shared/support/support-view'
import { Button } from '../../../components/button'
import { Refused } from '../../../components/refused'
import { useSlice } from '../../../stores/services'
import { useGrantAct } from '../use-grant-act'

/** Training only: a colleague who does not exist approves whatever is asked. */
export function PractiseButton({ grant }: { readonly grant: GrantView }): ReactNode {
  const { act, busy, error } = useGrantAct()
  const isTraining = useSlice('session', ({ status }) => status?.source.kind === 'training')
  const offline = useSlice('support', ({ desk }) => desk.kind === 'ready' && desk.value.offline !== undefined)
  if (!isTraining || grant.stage !== 'asked') return null
  return (
    <>
      <Button disabled={busy !== undefined || offline} title="Training only: a colleague who does not exist approves whatever is asked." onClick={() => void act('support.practiseApproval', { id: grant.id, hash: grant.hash }, { busy: 'Asking …', done: ({ words }) => words })}>{busy ?? 'Ask the practice colleague'}</Button>
      <Refused error={error} />
    </>
  )
}
