/** Keys with a due time, soonest first: O(log n) for every change. Each key has one time; setting it again replaces it. */
export interface DueQueue<K> {
  set(key: K, atMs: number): void
  delete(key: K): void
  dueAtMs(key: K): number | undefined
  nextAtMs(): number | undefined
  /** Removes and returns what is due at `nowMs`, soonest first. */
  takeDue(nowMs: number): K[]
}

interface Entry<K> {
  readonly key: K
  readonly atMs: number
  readonly order: number
}

export function createDueQueue<K>(): DueQueue<K> {
  const current = new Map<K, Entry<K>>()
  let heap: Entry<K>[] = []
  let order = 0

  const before = (a: Entry<K>, b: Entry<K>): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)
  const at = (index: number): Entry<K> => heap[index]! // callers stay within the heap
  const swap = (a: number, b: number): void => {
    ;[heap[a], heap[b]] = [at(b), at(a)]
  }
  const up = (from: number): void => {
    for (let index = from; index > 0; ) {
      const parent = (index - 1) >> 1
      if (!before(at(index), at(parent))) return
      swap(index, parent)
      index = parent
    }
  }
  const down = (from: number): void => {
    for (let index = from; ; ) {
      const [left, right] = [2 * index + 1, 2 * index + 2]
      let least = index
      if (left < heap.length && before(at(left), at(least))) least = left
      if (right < heap.length && before(at(right), at(least))) least = right
      if (least === index) return
      swap(index, least)
      index = least
    }
  }
  const pop = (): void => {
    const last = heap.pop()!
    if (heap.length === 0) return
    heap[0] = last
    down(0)
  }
  // Replaced entries stay in the heap until they surface; rebuild when they outnumber the living.
  const compact = (): void => {
    if (heap.length < 64 || heap.length < 2 * current.size) return
    heap = [...current.values()].sort((a, b) => (before(a, b) ? -1 : 1))
  }
  const surface = (): Entry<K> | undefined => {
    while (heap.length > 0 && current.get(at(0).key) !== heap[0]) pop()
    return heap[0]
  }

  return {
    set: (key, atMs) => {
      if (current.get(key)?.atMs === atMs) return
      const entry = { key, atMs, order: order++ }
      current.set(key, entry)
      heap.push(entry)
      up(heap.length - 1)
      compact()
    },
    delete: (key) => {
      current.delete(key)
    },
    dueAtMs: (key) => current.get(key)?.atMs,
    nextAtMs: () => surface()?.atMs,
    takeDue: (nowMs) => {
      const due: K[] = []
      for (let next = surface(); next !== undefined && next.atMs <= nowMs; next = surface()) {
        pop()
        current.delete(next.key)
        due.push(next.key)
      }
      return due
    },
  }
}
