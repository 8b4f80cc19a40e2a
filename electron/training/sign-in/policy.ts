/** How long things last and how often one may ask. Seconds of simulated time, as AWS counts them. */
export interface SignInPolicy {
  /** Life of an access token that comes with a refresh token. */
  readonly accessTokenSeconds: number
  /** Life of the sign-in itself: after it no refresh token is taken. Also the life of an access token without a refresh token. */
  readonly sessionSeconds: number
  readonly registrationSeconds: number
  readonly deviceSeconds: number
  readonly codeSeconds: number
  /** How long a device must wait between two polls. */
  readonly intervalSeconds: number
  readonly roleCredentialSeconds: number
  /** Token bucket of the portal, for the whole portal. */
  readonly portalRequestsPerSecond: number
  readonly portalBurst: number
}

/** What an Identity Center gives that nobody has configured. */
export const awsPolicy: SignInPolicy = {
  accessTokenSeconds: 3_600,
  sessionSeconds: 8 * 3_600,
  registrationSeconds: 90 * 86_400,
  deviceSeconds: 600,
  codeSeconds: 300,
  intervalSeconds: 1,
  roleCredentialSeconds: 3_600,
  portalRequestsPerSecond: 20,
  portalBurst: 20,
}

/** RFC 8628, 3.5: what `slow_down` adds to the interval, for this poll and all that follow. */
export const slowDownSeconds = 5

/** The network may bring two polls closer together than they were sent. */
export const pollToleranceMs = 100
