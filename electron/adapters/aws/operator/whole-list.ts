import { ok } from '#shared/kernel/result'
import type { Outcome } from '#electron/ports/operator/outcome'

/** A page, and the token of the next one. */
export interface ListPage<T> {
  readonly items: readonly T[]
  readonly next?: string
}

/** All pages, or as many as `most` items need; a page that fails fails the list. */
export async function wholeList<T>(load: (token: string | undefined) => Promise<Outcome<ListPage<T>>>, most = Infinity): Promise<Outcome<readonly T[]>> {
  const items: T[] = []
  for (let token: string | undefined; ; ) {
    const page = await load(token)
    if (!page.ok) return page
    const { value, dateMs } = page.value
    items.push(...value.items)
    // A token that comes back would never end.
    if (value.next === undefined || value.next === '' || value.next === token || items.length >= most) return ok({ value: items.slice(0, most), dateMs })
    token = value.next
  }
}
