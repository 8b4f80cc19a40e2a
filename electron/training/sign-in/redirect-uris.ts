/** Only a program on the same computer may be sent a code: AWS takes loopback addresses for public clients. */
export const isLoopbackUri = (uri: string): boolean => {
  if (!URL.canParse(uri)) return false
  const { protocol, hostname, hash, username, password } = new URL(uri)
  return protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname) && hash === '' && username === '' && password === ''
}

/** RFC 8252, 7.3: a registered loopback address stands for itself on any port; everything else must be equal. */
export function isRegistered(uri: string, registered: readonly string[]): boolean {
  if (!isLoopbackUri(uri)) return false
  return registered.some((one) => withoutPort(one) === withoutPort(uri))
}

function withoutPort(uri: string): string {
  const url = new URL(uri)
  url.port = ''
  return url.href
}
