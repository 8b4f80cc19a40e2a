/** A request after decoding: who asks what of which service, in which form it wants the answer. */
export interface Call {
  readonly protocol: Protocol
  readonly service: ServiceName
  readonly operation: string
  readonly region: string
  /** Absent: the request carried no signature. */
  readonly accessKeyId?: string
  readonly sessionToken?: string
  readonly params: Readonly<Record<string, unknown>>
}

/** `rest`: S3's own, XML over paths. */
export type Protocol = 'query' | 'json' | 'rest'

export const serviceNames = ['sts', 'rds', 'cloudwatch', 'autoscaling', 'elbv2', 'kms', 'tagging', 'logs', 'wafv2', 'transfer', 's3', 'sns', 'ses', 'ssm', 'dynamodb', 'ec2', 'scheduler', 'cloudtrail'] as const
export type ServiceName = (typeof serviceNames)[number]

/** How the answer reaches the client. */
export type Delivery =
  | { readonly kind: 'answer'; readonly delayMs: number }
  | { readonly kind: 'truncated'; readonly delayMs: number }
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset' }

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly delivery: Delivery
}
