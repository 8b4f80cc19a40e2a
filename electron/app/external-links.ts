/** Hosts that an operator may be sent to, in the system's browser: AWS's documentation, console and status. */
const hosts = [/^docs\.aws\.amazon\.com$/, /^([a-z0-9-]+\.)*console\.aws\.amazon\.com$/, /^health\.aws\.amazon\.com$/, /^repost\.aws$/]

export function mayOpenOutside(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined
  return url !== undefined && url.protocol === 'https:' && url.username === '' && url.password === '' && url.port === '' && hosts.some((host) => host.test(url.hostname))
}
