import { isIP } from 'node:net'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import { createWebReader } from '#electron/adapters/http/web-reader'
import { realTimers } from '#electron/adapters/system/real-time'
import type { OwnAddress } from '#electron/ports/own-address'

/** `198.51.100.7` for `::ffff:198.51.100.7`, `2001:db8::1` for `2001:0DB8:0::1`: a rule is known again by it. */
export function asAwsWrites(address: string): string {
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  return isIP(address) === 6 ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address
}

/** Asked of AWS's own service, so that it is the address from which AWS sees us come; a simulated AWS answers for itself. */
export function createOwnAddress(endpoint?: string): OwnAddress {
  const web = createWebReader({ timers: realTimers })
  const url = endpoint === undefined ? 'https://checkip.amazonaws.com' : new URL('/what-is-my-address', endpoint).href
  return async (signal) => {
    const page = await web.read(url, { signal, largestBytes: 200 })
    if (!page.ok) return page
    const text = page.value.kind === 'page' ? page.value.body.trim() : ''
    return isIP(text) !== 0 ? ok(asAwsWrites(text)) : err(appError('unreadableReply', `${url} does not tell this computer’s address, so SSH cannot be opened for it alone. Try again, or ask for the application only.`, { at: url }))
  }
}
