export { openOidc } from './oidc'
export { openPortal } from './portal'
export type { SsoClientOptions } from './sso-client'
