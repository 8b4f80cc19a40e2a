/** What AWS took of all consoles together. Only what must not happen twice is counted. */
export interface DeedLog {
  /** It leaves; what is returned is called when it was answered. */
  sends(method: string, args: readonly unknown[]): () => void
  note(method: string, args: readonly unknown[], answer: unknown): void
  counts(): ReadonlyMap<string, number>
}

/** Reads change nothing. */
export const reads: ReadonlySet<string> = new Set(['database', 'snapshot', 'snapshotQuota', 'pendingMaintenance', 'events', 'upgradeTargets', 'tags', 'refreshes', 'muteRule', 'muteRules', 'actions', 'listeners', 'rules', 'ruleTags', 'get', 'head', 'suppression', 'execution'])

/** Done again they change nothing: the same token, the same name, the same absence. */
const repeatable: ReadonlySet<string> = new Set(['start', 'putMuteRule', 'deleteMuteRule', 'disableActions', 'enableActions', 'put', 'addTags', 'removeTags'])

export function createDeedLog(): DeedLog {
  const counts = new Map<string, number>()
  return {
    sends: () => () => undefined,
    note: (method, args, answer) => {
      const key = keyOf(method, args, answer)
      counts.set(key, repeatable.has(method) ? 1 : (counts.get(key) ?? 0) + 1)
    },
    counts: () => counts,
  }
}

/** What was done to what, without times and pages. */
export function keyOf(method: string, [, about, more]: readonly unknown[], answer: unknown): string {
  switch (method) {
    case 'createRule': {
      const { listenerArn, hosts } = about as { readonly listenerArn: string; readonly hosts: readonly string[] } // as the port says
      return `createRule ${listenerArn} ${hosts.join(' ')}`
    }
    case 'send': {
      const { to, subject } = about as { readonly to: string; readonly subject: string } // as the port says
      return `send ${to}: ${subject}`
    }
    case 'start':
      // The execution's id: a second one would have another.
      return `start ${String(answer)}`
    case 'put':
      return method
    case 'putMuteRule': {
      const { name, toMs } = about as { readonly name: string; readonly toMs: number } // as the port says
      return `putMuteRule ${name} until ${new Date(toMs).toISOString()}`
    }
    case 'deleteRule':
      return `deleteRule ${String(about)}`
    default:
      return `${method} ${[about, more].map((part) => JSON.stringify(part)).join(' ')}`
  }
}
