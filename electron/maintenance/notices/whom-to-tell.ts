import type { Occasion } from '#shared/maintenance/notice-ledger'
import { tenantsOf } from '#shared/maintenance/plan'
import type { TellableWindow } from './notice-desk'
import type { NoticeLine, Standing } from './notice-line'

export interface Listener {
  readonly tenant: string
  readonly occasion: Occasion
}

/**
 * Who hears what of an occasion.
 *
 * 1. A change that leaves a tenant out calls the window off for it; to one that it takes in, the window is new.
 * 2. That a window is called off is told to whom it was announced, and to nobody else.
 */
export function whomToTell({ plan, sequence }: Pick<TellableWindow, 'plan' | 'sequence'>, occasion: Occasion, standing: Standing): readonly Listener[] {
  const expecting = expectingBefore(sequence, standing)
  const planned = tenantsOf(plan)
  const off = (tenant: string): Listener => ({ tenant, occasion: 'calledOff' })
  switch (occasion) {
    case 'calledOff':
      return [...expecting].map(off)
    case 'changed': {
      const former = [...expecting].filter((tenant) => !planned.includes(tenant))
      return [...planned.map((tenant): Listener => ({ tenant, occasion: expecting.has(tenant) ? 'changed' : 'planned' })), ...former.map(off)]
    }
    default:
      return planned.map((tenant) => ({ tenant, occasion }))
  }
}

/** Tenants that take the window to come, by what they may have heard before this change of it. */
function expectingBefore(sequence: number, standing: Standing): ReadonlySet<string> {
  const heard = [...standing.values()].filter((line) => line.sequence < sequence && line.state !== 'failed')
  const last = new Map<string, NoticeLine>()
  for (const line of heard) if ((last.get(line.tenant)?.sequence ?? 0) <= line.sequence) last.set(line.tenant, line)
  return new Set([...last.values()].filter(({ occasion }) => occasion !== 'calledOff').map(({ tenant }) => tenant).sort())
}
