import { z } from 'zod'
import { ok } from '#shared/kernel/result'
import type { PageEffect } from '../world/effects'
import { defineEvent, timing, whom } from './event-kind'
import { homeOf } from './targets'

/** An environment's page gives no answer although AWS shows nothing wrong: a firewall, DNS, a certificate, the application itself. */
export const probeDown = defineEvent({
  schema: z.strictObject({ kind: z.literal('probe.down'), ...timing, ...whom }),
  plan: (event, when, stage) => {
    const home = homeOf(stage, event)
    if (!home.ok) return home
    const { tenant, environment } = home.value
    const effect: PageEffect = {
      on: 'page',
      kind: 'probe.down',
      account: tenant.account,
      region: tenant.region,
      tenant: tenant.id,
      environment,
      ...when,
      truth: [{ kind: 'probe.down', ...when, checks: ['probe'] }],
    }
    return ok([effect])
  },
})
