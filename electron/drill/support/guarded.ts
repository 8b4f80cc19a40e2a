import type { AwsOperators } from '#electron/ports/aws-operator'
import type { DeskStore } from '#electron/ports/desk-store'
import { counted, type Traffic } from '../crash/guarded-operators'
import type { Life } from '../crash/life'

type Method = (...args: readonly unknown[]) => Promise<unknown>

/** The operators of one console: an edge before each request leaves and one after AWS answered. Without a life: nobody's. */
export const guarded =
  (operators: AwsOperators, traffic: Traffic, life?: Life): AwsOperators =>
  (account, region) => {
    const { parameters, network, schedules, trail, ...inner } = operators(account, region)
    const guard = <P extends object>(name: string, port: P): P => edged(port, (method) => `${name}.${method}`, (send) => counted(traffic, send), life)
    return { ...inner, parameters: guard('parameters', parameters), network: guard('network', network), schedules: guard('schedules', schedules), trail: guard('trail', trail) }
  }

/** Reading changes nothing: death before it and after it are the same. */
const storeReads: ReadonlySet<string> = new Set(['whoWrites', 'record', 'records', 'said', 'lease', 'journal'])

/** The store as one console reaches it: an edge before and after every write. */
export const guardedStore = (store: DeskStore, life: Life): DeskStore => edged(store, (method) => (storeReads.has(method) ? undefined : `store.${method}`), (send) => send(), life)

function edged<P extends object>(port: P, labelOf: (method: string) => string | undefined, send: (call: () => Promise<unknown>) => Promise<unknown>, life: Life | undefined): P {
  return new Proxy(port, {
    get: (target, name): unknown => {
      const method: unknown = Reflect.get(target, name)
      if (typeof name !== 'string' || typeof method !== 'function') return method
      const call = method.bind(target) as Method // every member of these ports is one
      return async (...args: readonly unknown[]): Promise<unknown> => {
        const label = labelOf(name)
        if (life === undefined) return send(() => call(...args))
        if (label === undefined) return life.whileAlive(send(() => call(...args)))
        await life.edge(`before ${label}`)
        const answer = await send(() => call(...args))
        await life.edge(`after ${label}`)
        return answer
      }
    },
  })
}
