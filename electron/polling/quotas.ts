import type { Service } from '#shared/fleet/feeds'
import type { Quota } from './token-bucket'

/**
 * Half of what AWS allows an account in a Region: the desk's own tools, its operators and the tenants' software need the other half.
 *
 * Sources: CloudWatch service quotas (DescribeAlarms 9, GetMetricData 50 a second). RDS, Auto Scaling and Elastic Load Balancing publish no figure for
 * their describe calls; ten a second is what they sustain, with one bucket for everything of the service.
 */
export interface BucketSpec {
  readonly name: string
  readonly quota: Quota
}

const half = (perSecond: number): Quota => ({ ratePerSecond: perSecond / 2, burst: Math.max(1, Math.floor(perSecond / 2)) })

const describeAlarms: BucketSpec = { name: 'cloudwatch:DescribeAlarms', quota: half(9) }
const getMetricData: BucketSpec = { name: 'cloudwatch:GetMetricData', quota: half(50) }
const cloudWatchOther: BucketSpec = { name: 'cloudwatch', quota: half(10) }
const byService: Record<Service, BucketSpec> = {
  rds: { name: 'rds', quota: half(10) },
  cloudwatch: cloudWatchOther,
  autoscaling: { name: 'autoscaling', quota: half(10) },
  elbv2: { name: 'elbv2', quota: half(10) },
  // KMS allows thousands, shared with whoever encrypts: few are asked at a time anyway.
  kms: { name: 'kms', quota: half(10) },
  offsite: { name: 'offsite', quota: half(10) },
  tagging: { name: 'tagging', quota: half(15) },
  logs: { name: 'logs', quota: half(5) },
  wafv2: { name: 'wafv2', quota: half(5) },
  transfer: { name: 'transfer', quota: half(10) },
  s3: { name: 's3', quota: half(20) },
}

/** GetWebACLForResource: one a second, alone among WAF's reads. */
const webAclOfResource: BucketSpec = { name: 'wafv2:GetWebACLForResource', quota: half(1) }

const byOperation: Readonly<Record<string, BucketSpec | undefined>> = { DescribeAlarms: describeAlarms, GetMetricData: getMetricData, GetWebACLForResource: webAclOfResource }

export const bucketOf = (service: Service, operation: string): BucketSpec => byOperation[operation] ?? byService[service]
