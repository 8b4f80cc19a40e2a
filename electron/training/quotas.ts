import type { ServiceName } from './wire/call'

/**
 * Request quotas per account x Region, as token buckets.
 *
 * CloudWatch: AWS's published quotas. Auto Scaling shares one bucket among all of its calls. ELBv2: published bucket of 40, refilled
 * with 10 a second. KMS: published. Tagging, Logs (DescribeMetricFilters), WAF:
 * published. RDS, STS, Transfer, S3's bucket settings: AWS publishes no figure; what clients see before they are slowed down.
 */
export interface Quota {
  /** Calls with the same bucket name share tokens. */
  readonly bucket: string
  readonly perSecond: number
  readonly burst: number
}

const cloudwatch: Readonly<Record<string, number>> = { GetMetricData: 50, DescribeAlarms: 9, ListMetrics: 25, DescribeAlarmHistory: 3, ListTagsForResource: 10 }

export function quotaOf(service: ServiceName, operation: string): Quota {
  switch (service) {
    case 'cloudwatch': {
      const perSecond = cloudwatch[operation] ?? 10
      return { bucket: `cloudwatch.${operation}`, perSecond, burst: perSecond }
    }
    case 'autoscaling':
      return { bucket: 'autoscaling', perSecond: 20, burst: 100 }
    case 'elbv2':
      return { bucket: `elbv2.${operation}`, perSecond: 10, burst: 40 }
    case 'rds':
      return { bucket: `rds.${operation}`, perSecond: 20, burst: 60 }
    case 'kms':
      // "DescribeKey" of the cryptographic quotas page: 2,000 a second in most Regions.
      return { bucket: `kms.${operation}`, perSecond: 2000, burst: 2000 }
    case 'tagging':
      return { bucket: 'tagging', perSecond: 15, burst: 15 }
    case 'logs':
      return { bucket: `logs.${operation}`, perSecond: 5, burst: 5 }
    case 'wafv2':
      return operation === 'GetWebACLForResource' ? { bucket: `wafv2.${operation}`, perSecond: 1, burst: 1 } : { bucket: `wafv2.${operation}`, perSecond: 5, burst: 5 }
    case 'transfer':
      return { bucket: `transfer.${operation}`, perSecond: 10, burst: 20 }
    case 's3':
      return { bucket: 's3', perSecond: 100, burst: 200 }
    case 'sns':
      // "ListTopics" of the quotas page: 30 a second.
      return { bucket: `sns.${operation}`, perSecond: 30, burst: 30 }
    case 'ses':
      // A sending rate as production accounts have it; GetSuppressedDestination is slower.
      return operation === 'SendEmail' ? { bucket: 'ses.SendEmail', perSecond: 14, burst: 14 } : { bucket: `ses.${operation}`, perSecond: 5, burst: 10 }
    case 'ssm':
      // Parameter Store, published: 40 transactions a second by default for reading, 3 for writing.
      return /^Get(Parameter|Parameters)/.test(operation) ? { bucket: 'ssm.parameters', perSecond: 40, burst: 40 } : { bucket: `ssm.${operation}`, perSecond: /Parameter/.test(operation) ? 3 : 5, burst: 10 }
    case 'dynamodb':
      // On-demand tables begin with 4,000 writes and 12,000 reads a second.
      return { bucket: 'dynamodb', perSecond: 4000, burst: 4000 }
    case 'ec2':
      // Security groups' calls: published buckets refill with 5 to 20 a second.
      return operation.startsWith('Describe') ? { bucket: `ec2.${operation}`, perSecond: 20, burst: 50 } : { bucket: `ec2.${operation}`, perSecond: 5, burst: 50 }
    case 'scheduler':
      // "CreateSchedule request rate" and its neighbours: 50 a second and more, by Region.
      return { bucket: `scheduler.${operation}`, perSecond: 50, burst: 50 }
    case 'cloudtrail':
      // "LookupEvents": 2 a second, published.
      return { bucket: `cloudtrail.${operation}`, perSecond: 2, burst: 2 }
    case 'sts':
      return { bucket: 'sts', perSecond: 600, burst: 600 }
  }
}

export interface Bucket {
  readonly tokens: number
  readonly atMs: number
}

/** Takes a token; undefined: there is none, the caller is throttled. */
export function takeToken(bucket: Bucket | undefined, quota: Quota, nowMs: number): Bucket | undefined {
  const refilled = bucket === undefined ? quota.burst : Math.min(quota.burst, bucket.tokens + (Math.max(0, nowMs - bucket.atMs) / 1000) * quota.perSecond)
  return refilled >= 1 ? { tokens: refilled - 1, atMs: nowMs } : undefined
}
