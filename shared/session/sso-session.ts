/** One IAM Identity Center a desk signs in to, as the fleet file names it. Several at once: one for each AWS organisation. */
export interface SsoSession {
  readonly name: string
  /** The access portal, e.g. `https://example.awsapps.com/start`. */
  readonly startUrl: string
  /** The Region Identity Center lives in; the accounts behind it may be anywhere. */
  readonly region: string
}

/** `browser`: authorization code with PKCE, the default. `deviceCode`: for a browser on another computer. */
export type SignInMethod = 'browser' | 'deviceCode'
export const signInMethods: readonly SignInMethod[] = ['browser', 'deviceCode']
