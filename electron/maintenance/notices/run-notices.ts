import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import { isProven, type Delivery } from '#shared/maintenance/notice-ledger'
import type { Evidence } from '#shared/maintenance/run-event'
import type { RunNotices } from '../effects/run-context'
import type { NoticeDesk, TellableWindow } from './notice-desk'

/**
 * What a run tells its tenants. A tenant whose login screen or address the fleet file does not name holds no run up: the evidence says that
 * nobody was told, and a start with such a tenant was only possible in an emergency.
 */
export function runNotices(desk: NoticeDesk, window: () => TellableWindow, signal: AbortSignal): RunNotices {
  return {
    async publish(tenant, word) {
      const told = await desk.publish(window(), tenant, word, signal)
      if (!told.ok) return told
      const { state, again, words = 'The login screen could not be told.' } = told.value
      if (state === 'failed' && !isNobody(told.value)) return err(appError(again === 'later' ? 'unreachable' : 'conflict', words, { retry: again ?? 'later' }))
      return ok([isNobody(told.value) ? { label: 'Login screen', value: `nothing is written: ${words}` } : evidenceOf(told.value)])
    },
    async isPublished(tenant, word) {
      const told = await desk.isTold(window(), tenant, word, signal)
      if (told.ok) return ok({ kind: told.value ? 'says' : 'saysElse' })
      return told.error.kind === 'notFound' ? ok({ kind: 'noScreen', words: told.error.message }) : told
    },
    async tell(tenant, occasion) {
      const told = await desk.tell(window(), { occasion, tenant }, signal)
      if (!told.ok) return told
      const mails = told.value.filter(({ channel }) => channel === 'email')
      const waits = mails.find(({ state, again }) => state === 'failed' && again === 'later')
      // One address that was reached is enough; else what may work later is tried later.
      if (waits !== undefined && !mails.some(isProven)) return err(appError('unreachable', waits.words ?? 'No address could be told.'))
      return ok(mails.map(evidenceOf))
    },
    async told(tenant, occasion) {
      const known = await desk.deliveries(window().plan.id)
      if (!known.ok) return known
      const mails = known.value.filter((each) => each.channel === 'email' && each.tenant === tenant && each.occasion === occasion)
      // A console that died between two addresses has begun, and not told all: the rest is told, and nothing twice.
      const isBegun = mails.length > 0 && desk.addressesOf(tenant).every((address) => mails.some(({ to }) => to === address))
      return ok(isBegun ? mails.map(evidenceOf) : undefined)
    },
  }
}

const isNobody = ({ to }: Delivery): boolean => to === ''

const evidenceOf = (delivery: Delivery): Evidence => ({ label: delivery.channel === 'email' ? 'Mail' : 'Login screen', value: [delivery.to, delivery.state, delivery.proof, delivery.words].filter((part) => part !== undefined && part !== '').join(', ') })
