import type { AuditStore } from '#electron/ports/audit-store'
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
const auditReads: ReadonlySet<string> = new Set(['search', 'chains', 'lines', 'verify', 'openIntents', 'anchors'])

/** The store as one console reaches it: an edge before and after every write. */
export const guardedStore = (store: DeskStore, life: Life): DeskStore => edged(store, (method, args) => (storeReads.has(method) ? undefined : `store.${method}${detailOf(args)}`), (send) => send(), life)

/** The audit trail as one console keeps it: an edge before and after everything that is written down. */
export const guardedAudit = (store: AuditStore, life: Life): AuditStore => edged(store, (method, args) => (auditReads.has(method) ? undefined : `audit.${method}${detailOf(args)}`), (send) => send(), life)

/** What is written, in a word: the event of a journal, the kind of a statement or record, the deed of an entry. */
function detailOf([write]: readonly unknown[]): string {
  const first: unknown = Array.isArray(write) ? write[0] : write
  const { events, kind, id, what, name } = (first ?? {}) as { readonly events?: readonly { readonly kind?: string }[]; readonly kind?: string; readonly id?: string; readonly what?: string; readonly name?: string } // writes of both stores
  const event = events?.[0]?.kind
  const words = event ?? (what === undefined ? (name ?? (kind === undefined ? undefined : `${kind}${isWord(id) ? ` ${id}` : ''}`)) : `${what} ${kind}`)
  return words === undefined ? '' : ` ${words}`
}

/** `asked`, `compared`: a name of ours, and no number. */
const isWord = (id: string | undefined): id is string => id !== undefined && /^[a-zA-Z]+$/.test(id)

function edged<P extends object>(port: P, labelOf: (method: string, args: readonly unknown[]) => string | undefined, send: (call: () => Promise<unknown>) => Promise<unknown>, life: Life | undefined): P {
  return new Proxy(port, {
    get: (target, name): unknown => {
      const method: unknown = Reflect.get(target, name)
      if (typeof name !== 'string' || typeof method !== 'function') return method
      const call = method.bind(target) as Method // every member of these ports is one
      return async (...args: readonly unknown[]): Promise<unknown> => {
        const label = labelOf(name, args)
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
