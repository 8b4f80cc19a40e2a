/** What can be charted of a tenant. `of`: which of its things has it. */
export interface MetricSpec {
  readonly title: string
  readonly of: 'database' | 'replica' | 'balancer' | 'group'
  readonly namespace: 'AWS/RDS' | 'AWS/ApplicationELB' | 'AWS/AutoScaling'
  readonly name: string
  readonly statistic: 'Average' | 'Minimum' | 'Maximum' | 'Sum' | 'p99'
  /** Of `values`, after `scale`. */
  readonly unit: MetricUnit
  /** What CloudWatch sends times this; `perMinute`: divided by the minutes of a period. */
  readonly scale?: number
  readonly perMinute?: true
  /** AWS sends no datapoint for none: a period without one is 0 where this other metric has one. */
  readonly zeroWhere?: MetricId
}

export type MetricUnit = 'percent' | 'count' | 'bytes' | 'seconds' | 'milliseconds' | 'perMinute' | 'instances'

export const metricSpecs = {
  cpu: { title: 'Database CPU', of: 'database', namespace: 'AWS/RDS', name: 'CPUUtilization', statistic: 'Average', unit: 'percent' },
  connections: { title: 'Database connections', of: 'database', namespace: 'AWS/RDS', name: 'DatabaseConnections', statistic: 'Average', unit: 'count' },
  freeStorage: { title: 'Free storage', of: 'database', namespace: 'AWS/RDS', name: 'FreeStorageSpace', statistic: 'Minimum', unit: 'bytes' },
  readLatency: { title: 'Read latency', of: 'database', namespace: 'AWS/RDS', name: 'ReadLatency', statistic: 'Average', unit: 'milliseconds', scale: 1_000 },
  writeLatency: { title: 'Write latency', of: 'database', namespace: 'AWS/RDS', name: 'WriteLatency', statistic: 'Average', unit: 'milliseconds', scale: 1_000 },
  replicaLag: { title: 'Replica lag', of: 'replica', namespace: 'AWS/RDS', name: 'ReplicaLag', statistic: 'Maximum', unit: 'seconds' },
  requests: { title: 'Requests', of: 'balancer', namespace: 'AWS/ApplicationELB', name: 'RequestCount', statistic: 'Sum', unit: 'perMinute', perMinute: true },
  responseTime: { title: 'Response time', of: 'balancer', namespace: 'AWS/ApplicationELB', name: 'TargetResponseTime', statistic: 'p99', unit: 'milliseconds', scale: 1_000 },
  errors: { title: 'Server errors', of: 'balancer', namespace: 'AWS/ApplicationELB', name: 'HTTPCode_Target_5XX_Count', statistic: 'Sum', unit: 'perMinute', perMinute: true, zeroWhere: 'requests' },
  inService: { title: 'Instances in service', of: 'group', namespace: 'AWS/AutoScaling', name: 'GroupInServiceInstances', statistic: 'Minimum', unit: 'instances' },
} as const satisfies Record<string, Omit<MetricSpec, 'zeroWhere'> & { readonly zeroWhere?: string }>

export type MetricId = keyof typeof metricSpecs
export const metricIds = Object.keys(metricSpecs) as MetricId[] // keys of a literal: exact
export const metricSpec = (id: MetricId): MetricSpec => metricSpecs[id]
