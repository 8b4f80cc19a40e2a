import { z } from 'zod'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Effect, ServiceChange, ServiceEffect } from '../world/effects'
import type { ServiceThing } from '../world/fleet-model'
import { databaseOf, homeOf } from './targets'
import { defineEvent, timing, whom, type EventProblem, type Stage, type When } from './event-kind'

/** What may become of a bank's other services. Pooled tenants have none: an event on theirs names nothing. */
interface Whom {
  readonly tenant: string
  readonly environment?: string | undefined
}

type Target = ServiceEffect['target']

const effect = (kind: string, target: Target, change: ServiceChange, when: When, checks: readonly string[], subject = target.id): Effect => ({
  on: 'service',
  kind,
  target,
  change,
  ...when,
  truth: [{ kind, subject, ...when, checks }],
})

function thingOf<T extends ServiceThing>(stage: Stage, whose: Whom, things: (services: ReturnType<typeof servicesAt>) => readonly T[], what: string): Result<T, EventProblem> {
  const home = homeOf(stage, whose)
  if (!home.ok) return home
  const own = things(servicesAt(home.value)).filter(({ tenant, environment }) => tenant === whose.tenant && (environment === undefined || environment === home.value.environment))
  return own[0] === undefined ? err({ field: 'tenant', message: `tenant '${whose.tenant}' has no ${what} in this fleet` }) : ok(own[0])
}
const servicesAt = ({ place }: { readonly place: NonNullable<ReturnType<Stage['places']['home']>>['place'] }) => place.services

/** Files are not taken. */
export const sftpOffline = defineEvent({
  schema: z.strictObject({ kind: z.literal('sftp.offline'), ...timing, ...whom }),
  plan: (event, when, stage) => {
    const server = thingOf(stage, event, ({ sftpServers }) => sftpServers, 'SFTP server')
    return server.ok ? ok([effect(event.kind, server.value, 'offline', when, ['sftp'])]) : server
  },
})

const wafEvent = <K extends string>(kind: K, change: ServiceChange, subjectOf: (acl: { readonly id: string; readonly balancerArn: string }) => string) =>
  defineEvent({
    schema: z.strictObject({ kind: z.literal(kind), ...timing, ...whom }),
    plan: (event, when, stage) => {
      const acl = thingOf(stage, event, ({ webAcls }) => webAcls, 'web ACL')
      return acl.ok ? ok([effect(kind, acl.value, change, when, ['allowlist'], subjectOf(acl.value))]) : acl
    },
  })

/** `.../loadbalancer/app/<name>/<id>` */
const balancerName = ({ balancerArn }: { readonly balancerArn: string }): string => balancerArn.split('/').at(-2) ?? ''

/** Somebody took the web ACL off the load balancer. */
export const wafDetached = wafEvent('waf.detached', 'detached', ({ id }) => id)
/** The default action allows. */
export const wafOpen = wafEvent('waf.open', 'lets-all-in', balancerName)
/** The list is empty. */
export const wafEmpty = wafEvent('waf.empty', 'lets-none-in', balancerName)

/** The bucket's own switches against public access are off. */
export const bucketPublic = defineEvent({
  schema: z.strictObject({ kind: z.literal('bucket.public'), ...timing, ...whom }),
  plan: (event, when, stage) => {
    const bucket = thingOf(stage, event, ({ buckets }) => buckets, 'bucket')
    return bucket.ok ? ok([effect(event.kind, bucket.value, 'public', when, ['bucket-lock'])]) : bucket
  },
})

/** The archive has Object Lock still, but no default retention. */
export const bucketUnlocked = defineEvent({
  schema: z.strictObject({ kind: z.literal('bucket.unlocked'), ...timing, ...whom }),
  plan: (event, when, stage) => {
    const bucket = thingOf(stage, event, ({ buckets }) => buckets.filter(({ lockDays }) => lockDays !== undefined), 'bucket with Object Lock')
    return bucket.ok ? ok([effect(event.kind, bucket.value, 'unlocked', when, ['bucket-lock'])]) : bucket
  },
})

/** The database does not hand its audit log to CloudWatch Logs any more. */
export const logExportOff = defineEvent({
  schema: z.strictObject({ kind: z.literal('log.export-off'), ...timing, ...whom }),
  plan: (event, when, stage) => {
    const database = databaseOf(stage, event)
    if (!database.ok) return database
    const filter = thingOf(stage, event, ({ filters }) => filters.filter(({ databaseId }) => databaseId === database.value.id), 'audit log in CloudWatch Logs')
    return filter.ok ? ok([effect(event.kind, database.value, 'exports-off', when, ['log-alarms'], filter.value.logGroup)]) : filter
  },
})
