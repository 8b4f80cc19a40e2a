/**
 * Where Identity Center's two services are. The authorize page is no operation of the SDK, so its address is made here; the SDK makes
 * the others by itself. An override (loopback, checked by the caller) takes the place of all of them.
 */
export function oidcBase(region: string, endpoint: string | undefined): string {
  return endpoint ?? `https://oidc.${region}.${region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'}`
}
