/** A version of a parameter of Systems Manager, as it was written. */
export interface ParameterVersion {
  readonly name: string
  readonly value: string
  readonly description?: string
  readonly version: number
  readonly atMs: number
  /** Who wrote it: an ARN. */
  readonly by: string
}

/** An inbound rule of a security group. */
export interface IngressRule {
  readonly id: string
  readonly groupId: string
  readonly account: string
  readonly region: string
  readonly protocol: string
  readonly fromPort: number
  readonly toPort: number
  readonly cidr: string
  readonly description?: string
}

/** A one-off schedule of EventBridge Scheduler: AWS does a call of its own at a time. */
export interface Schedule {
  readonly account: string
  readonly region: string
  readonly group: string
  readonly name: string
  readonly description?: string
  readonly expression: string
  readonly timezone: string
  readonly atMs: number
  /** Of a flexible time window, at whose beginning it fires here; 0: it has none. */
  readonly windowMinutes: number
  /** Kept, and without effect on a one-off schedule, as in AWS. */
  readonly startMs?: number
  readonly endMs?: number
  readonly isEnabled: boolean
  readonly targetArn: string
  readonly roleArn: string
  readonly input: string
  readonly afterCompletion: 'NONE' | 'DELETE'
  readonly madeAtMs: number
  readonly changedAtMs: number
  /** Calls that failed so far. */
  readonly tries: number
  /** When it is tried next; Infinity: it is through. */
  readonly dueMs: number
  /** Why it was given up; absent: it was not. */
  readonly failure?: { readonly atMs: number; readonly words: string }
}

/** A management event, as CloudTrail keeps it: a call that changed something, or tried to. */
export interface TrailRecord {
  readonly id: string
  readonly account: string
  readonly region: string
  readonly name: string
  /** `ssm.amazonaws.com` */
  readonly source: string
  readonly atMs: number
  /** CloudTrail is late: nobody is told before. */
  readonly visibleAtMs: number
  readonly arn: string
  readonly sourceAddress: string
  readonly invokedBy?: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly resources: readonly { readonly type: string; readonly name: string }[]
  readonly error?: { readonly code: string; readonly message: string }
}

/** What lies in a bucket with Object Lock: nothing there is ever overwritten. */
export interface ObjectVersion {
  readonly bucket: string
  readonly key: string
  readonly versionId: string
  /** Absent: a delete marker. */
  readonly body?: string
  readonly eTag: string
  readonly contentType: string
  readonly atMs: number
  readonly lock?: { readonly mode: string; readonly untilMs: number }
}
