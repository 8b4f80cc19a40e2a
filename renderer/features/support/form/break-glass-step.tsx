import { Siren } from 'lucide-react'
import type { ReactNode } from 'react'
import { Field } from '../../../components/field'
import type { GrantForm } from '../../../stores/grant-form'

interface Props {
  readonly form: GrantForm
  readonly issue: string | undefined
  readonly change: (next: Partial<GrantForm>) => void
}

/** What it means to open without an approval, and the tenant's id typed: it is not done by a slip. */
export function BreakGlassStep({ form, issue, change }: Props): ReactNode {
  return (
    <section className="break-glass" aria-label="Break the glass">
      <Siren aria-hidden="true" />
      <div>
        <p><strong>It opens at once, without an approval.</strong> Everybody on the desk is told who opened what and why. It stays open as long as you write above and no longer. Afterwards another operator has to review it; until then it counts as an open review on every fleet screen, and it is in the client’s statement.</p>
        <Field id="grant-confirm" label={`Type the tenant’s id to confirm: ${form.tenant}`} issue={issue}>{(tied) => <input {...tied} className="input" spellCheck={false} autoComplete="off" value={form.confirm} onChange={(event) => change({ confirm: event.target.value })} />}</Field>
      </div>
    </section>
  )
}
