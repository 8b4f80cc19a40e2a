import { z } from 'zod'
import { ok } from '#shared/kernel/result'
import { defineEvent, timing } from './event-kind'
import { homeOf } from './targets'

/** Where a tenant's login page reads its notice cannot be reached: neither to write (503) nor to read (the connection breaks). */
export const noticeUnreachable = defineEvent({
  schema: z.strictObject({ kind: z.literal('notice.unreachable'), ...timing, tenant: z.string() }),
  plan: (event, when, stage) => {
    const home = homeOf(stage, event)
    if (!home.ok) return home
    const { account, region } = home.value.tenant
    return ok([{ on: 'notices', kind: 'notice.unreachable', account, region, ...when, truth: [] }])
  },
})
