import type { Draw } from './draw'

const accounts = ['111122223333', '222233334444', '333344445555'] as const
const regions = ['eu-west-1', 'eu-central-1', 'us-east-1'] as const
const engines = ['mysql', 'oracle-ee', 'postgres', 'mariadb'] as const
const mixes = [['frontend'], ['frontend', 'cron'], ['portal', 'sandbox'], ['frontend', 'cron', 'portal', 'sandbox']] as const

/** A fleet of a few tenants: pooled, silo, listed by name, or any mix of these. */
export function randomFleet(draw: Draw, startAtMs: number): object {
  const kinds = draw.whole(1, 7)
  return {
    ...(kinds & 1 ? { pooled: Array.from({ length: draw.whole(1, 2) }, (_, nth) => pooled(draw, nth)) } : {}),
    ...(kinds & 2 ? { silo: [{ region: draw.one(regions), tenants: draw.whole(1, 3), ...common(draw) }] } : {}),
    ...(kinds & 4 || kinds === 2 ? { tenants: ['ash-bank', 'birch-bank', 'cedar-bank', 'fir-bank'].slice(0, draw.whole(2, 4)).map((id, nth) => listed(draw, id, nth, startAtMs)) } : {}),
  }
}

function pooled(draw: Draw, nth: number): object {
  const where = nth === 0 || draw.chance(0.5) ? { account: accounts[nth] } : draw.chance(0.5) ? { accounts: 2 } : {}
  return { ...where, region: draw.one(regions), tenants: draw.whole(2, 4), ...(draw.chance(0.3) ? { appGroups: draw.one(['shared', 'per-tenant']) } : {}), ...common(draw) }
}

function listed(draw: Draw, id: string, nth: number, startAtMs: number): object {
  const account = draw.chance(0.8) ? { account: draw.one(nth < 2 ? accounts.slice(0, 1) : accounts) } : {}
  return {
    id,
    ...(draw.chance(0.3) ? { name: `The ${id}` } : {}),
    ...account,
    region: nth === 0 ? 'eu-west-1' : draw.one(regions),
    ...(draw.chance(0.2) ? { createdAt: new Date(startAtMs - Math.floor(draw.random() ** 3 * 60 * 86_400) * 1000).toISOString() } : {}),
    ...(draw.chance(0.3) ? { appGroups: draw.one(['shared', 'per-tenant']) } : {}),
    ...common(draw),
  }
}

function common(draw: Draw): object {
  return {
    environments: draw.one(mixes),
    ...(draw.chance(0.5) ? { engine: draw.one(engines) } : {}),
    ...(draw.chance(0.3) ? { readReplica: true } : {}),
    ...(draw.chance(0.15) ? { multiAz: false } : {}),
    ...(draw.chance(0.25) ? { offsite: { region: 'eu-north-1' } } : {}),
    ...(draw.chance(0.15) ? { retentionDays: draw.whole(0, 35) } : {}),
  }
}
