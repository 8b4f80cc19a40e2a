import { z } from 'zod'
import { services, type Service } from '#shared/fleet/feeds'
import { err, ok } from '#shared/kernel/result'
import type { AccountEffect } from '../world/effects'
import { defineEvent, timing } from './event-kind'

/** These are asked seldom, or where there is something to ask for: the rest of the account tells long before. */
export const seldomAsked: ReadonlySet<Service> = new Set<Service>(['kms', 'offsite', 'tagging', 'logs', 'wafv2', 'transfer', 's3'])

/** Every call with this account's credentials, and every attempt to assume a role in it, is denied. */
export const accountAccessDenied = defineEvent({
  schema: z.strictObject({ kind: z.literal('account.access-denied'), ...timing, account: z.string() }),
  plan: (event, when, { places }) => {
    const regions = places.keys.filter((key) => key.account === event.account)
    if (regions.length === 0) return err({ field: 'account', message: `no account '${event.account}' in this fleet` })
    const scopes = regions.flatMap(({ account, region }) => services.map((service) => ({ service, subject: `${account}/${region}/${service}` })))
    const effect: AccountEffect = {
      on: 'account',
      kind: 'account.access-denied',
      target: event.account,
      ...when,
      denied: true,
      truth: scopes.map(({ service, subject }) => ({ kind: 'account.access-denied', subject, ...when, checks: ['stale-data', 'no-resources'], ...(seldomAsked.has(service) ? { explainsOnly: true } : {}) })),
    }
    return ok([effect])
  },
})
