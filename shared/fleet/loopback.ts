/** Web addresses on this computer. No URL class in the pure zone; the parts that matter are few. User names and other hosts must not slip through. */
const pattern = /^https?:\/\/(127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::(\d{1,5}))?(\/[^\s@\\]*)?$/i

/** `http(s)://` on a loopback address, with or without port and path. */
export function isLoopbackAddress(text: string): boolean {
  const match = pattern.exec(text)
  if (match === null) return false
  const octets = match[1]!.startsWith('127.') ? match[1]!.split('.').map(Number) : []
  return octets.every((octet) => octet <= 255) && Number(match[2] ?? 80) <= 65_535
}

/** A loopback address that names no path: what an endpoint may be. */
export const isLoopbackOrigin = (text: string): boolean => isLoopbackAddress(text) && /^[^/]*\/\/[^/]+\/?$/.test(text)
