import { canonicalJson } from '../kernel/canonical-json'
import type { Digest } from '../kernel/digest'
import type { Plan } from './plan'

/** What is hashed says what it is, so that no other document can have a plan's hash. */
export const planText = (plan: Plan): string => canonicalJson({ watchfloor: 'plan', format: 1, plan })

/** What an approval is bound to: any edit gives another hash, the order in which fields were written does not. */
export const planHash = (plan: Plan, digest: Digest): Promise<string> => digest(planText(plan))
