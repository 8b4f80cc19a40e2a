import type { SupportAct, SupportEffect } from './effects'
import { ingressOf, ruleOf, withIngress } from './doors'
import { versionsOf, withoutParameter, withParameter } from './parameters'
import { withDeeds, type World } from './world'

/** The same act of the same event, whenever it is planned anew. */
export const actKey = ({ kind, account, region, parameter, fromMs, act }: SupportEffect): string => ['act', kind, account, region, parameter, fromMs, JSON.stringify(act)].join(' ')

/** The world after somebody else did something about a tenant's support access; done once. */
export function performed(world: World, effect: SupportEffect): World {
  const said = new Map(world.deeds.said).set(actKey(effect), 1)
  const after = effect.act === undefined ? world : acted(world, effect, effect.act)
  return withDeeds(after, { said })
}

function acted(world: World, { account, region, parameter, groupId }: SupportEffect, act: SupportAct): World {
  const where = { account, region }
  switch (act.kind) {
    case 'clientEnds': {
      const value = endedByClient(versionsOf(world, where, parameter).at(-1)?.value, act, world.nowMs)
      return value === undefined ? world : withDeeds(world, { parameters: withParameter(world, where, { name: parameter, value, by: tenantRole(account, act.by) }) })
    }
    case 'writesDocument':
      return withDeeds(world, { parameters: withParameter(world, where, { name: parameter, value: act.text, by: tenantRole(account, 'somebody') }) })
    case 'deletesDocument':
      return withDeeds(world, { parameters: withoutParameter(world, where, parameter) })
    case 'deletesSchedules':
      return withDeeds(world, { schedules: world.deeds.schedules.filter((one) => one.account !== account || one.region !== region || !isAbout(one.input, parameter, groupId)) })
    case 'letsIn': {
      const before = ingressOf(world, where, groupId)
      const rule = ruleOf(where, { groupId, protocol: 'tcp', fromPort: act.port, toPort: act.port, cidr: act.cidr, ...(act.description === undefined ? {} : { description: act.description }) })
      return before.some(({ id }) => id === rule.id) ? world : withDeeds(world, { ingress: withIngress(world, where, groupId, [...before, rule]) })
    }
  }
}

const isAbout = (input: string, parameter: string, groupId: string): boolean => input.includes(`"${parameter}"`) || input.includes(`"${groupId}"`)

const tenantRole = (account: string, by: string): string => `arn:aws:sts::${account}:assumed-role/TenantAdministrator/${by.replace(/[^\w+=,.@-]+/g, '-')}`

/** The document as the client's people write it back: with what they end among the ended. Undefined: there is nothing to end. */
function endedByClient(text: string | undefined, { by, grant }: Extract<SupportAct, { readonly kind: 'clientEnds' }>, nowMs: number): string | undefined {
  const document = parsed(text)
  const grants = (Array.isArray(document?.['grants']) ? document['grants'] : []).flatMap((one: unknown) => (isRecord(one) && typeof one['id'] === 'string' ? [one['id']] : []))
  const over = grants.filter((id) => grant === undefined || id === grant)
  if (document === undefined || over.length === 0) return undefined
  const ended: readonly unknown[] = Array.isArray(document['ended']) ? document['ended'] : []
  return JSON.stringify({ ...document, ended: [...ended, ...over.map((id) => ({ id, at: new Date(nowMs).toISOString(), by: `client: ${by}` }))] })
}

function parsed(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = text === undefined ? undefined : JSON.parse(text)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)
