import { ok } from '#shared/kernel/result'
import type { PlanStep } from '#shared/maintenance/plan-step'
import type { EffectHandler } from '../effect-handler'

type ManualStep = Extract<PlanStep, { readonly kind: 'manual' }>

/** What a person does by hand. Nothing in AWS says whether it was done, so the person does. */
export const manualStepEffect = ({ instructions }: ManualStep): EffectHandler => ({
  perform: async () => ({ kind: 'unknown', message: instructions }),
  observe: async () => ok({ kind: 'unclear', message: `To do by hand: ${instructions}` }),
})
