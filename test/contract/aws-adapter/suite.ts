import { describe, expect, it } from 'vitest'
import { describeServiceReads } from './services'
import { plainCall, readersOf, type Target } from './target'
import { valueOf } from './value-of'

export { valueOf } from './value-of'

/** What the adapter promises of every server that speaks AWS's protocols. `target` is ready when the tests run. */
export function describeAwsAdapter(name: string, target: () => Target): void {
  const homeReader = () => readersOf(target())(target().home, target().region)

  const newCall = () => plainCall(target().beforeRequest)

  const groupWithTargets = async () => valueOf(await homeReader().appGroups(newCall())).records.find(({ targetGroupArns }) => targetGroupArns.length > 0)!

  describe(`the AWS adapter against ${name}`, () => {
    it('reads more than a page of databases, each once', async () => {
      const call = newCall()
      const { records } = valueOf(await homeReader().databases(call))
      expect(records).toHaveLength(target().databases)
      expect(new Set(records.map((record) => record.key)).size).toBe(target().databases)
      expect(call.operations).toEqual(Array.from({ length: Math.ceil(target().databases / 100) }, () => 'DescribeDBInstances'))
    })

    it('places a database by its tags', async () => {
      const { records } = valueOf(await homeReader().databases(newCall()))
      expect(records.find((record) => record.id === target().databaseId)).toMatchObject({ tenantTag: target().tenant, environmentTag: 'frontend', region: target().region, account: target().home })
    })

    it('reads databases by name, and does not mind names that are gone', async () => {
      const call = newCall()
      const { records } = valueOf(await homeReader().databases(call, [target().databaseId, 'gone-for-good']))
      expect(records.map((record) => record.id)).toEqual([target().databaseId])
      expect(call.operations).toHaveLength(1)
    })

    it('leaves out what the server did not return: no record has a field without a value', async () => {
      const reader = homeReader()
      const groups = valueOf(await reader.appGroups(newCall())).records
      const replies = [
        valueOf(await reader.databases(newCall())),
        valueOf(await reader.snapshots(newCall())),
        valueOf(await reader.automatedBackups(newCall())),
        valueOf(await reader.databaseEvents(newCall(), target().nowMs() - 3_600_000)),
        valueOf(await reader.alarms(newCall())),
        valueOf(await reader.targetHealth(newCall(), groups[0]!.targetGroupArns[0]!)),
        valueOf(await reader.scalingActivities(newCall(), groups[0]!.id)),
      ]
      for (const record of [...groups, ...replies.flatMap<object>((reply) => reply.records)]) {
        expect(Object.entries(record).filter(([, value]) => value === undefined)).toEqual([])
      }
    })

    it('reads snapshots and says which database they are of', async () => {
      const { records } = valueOf(await homeReader().snapshots(newCall()))
      const own = records.filter((record) => record.databaseId === target().databaseId)
      expect(own.length).toBeGreaterThan(0)
      expect(own.every((record) => record.status !== '' && record.createdAtMs !== undefined)).toBe(true)
    })

    it('reads the copies that lie in another Region, with the resource id of their database, and no automated ones', async () => {
      const { records } = valueOf(await readersOf(target())(target().home, target().otherRegion).keptSnapshots(newCall()))
      const [database] = valueOf(await homeReader().databases(newCall(), [target().databaseId])).records
      const own = records.filter(({ resourceId }) => resourceId === database!.resourceId)
      expect(own.length).toBeGreaterThan(0)
      expect(own.every(({ type, databaseId, originalAtMs }) => type === 'manual' && databaseId === target().databaseId && originalAtMs !== undefined)).toBe(true)
    })

    it('describes the key of a database, and says as a value that a key does not exist', async () => {
      const reader = homeReader()
      const [database] = valueOf(await reader.databases(newCall(), [target().encryptedId])).records
      const { records, dateMs } = valueOf(await reader.key(newCall(), database!.kmsKeyId!))
      expect(records).toMatchObject([{ kind: 'kms-key', key: database!.kmsKeyId, state: 'Enabled', manager: 'CUSTOMER' }])
      expect(records[0]?.readAtMs).toBe(dateMs)
      const gone = `arn:aws:kms:${target().region}:${target().home}:key/00000000-0000-4000-8000-000000000000`
      expect(await reader.key(newCall(), gone)).toMatchObject({ ok: false, error: { kind: 'notFound' } })
    })

    it('reads a continuous backup for each database', async () => {
      const { records } = valueOf(await homeReader().automatedBackups(newCall()))
      expect(records.map((record) => record.databaseId)).toContain(target().databaseId)
    })

    it('reads all alarms over several pages, those that fire, and those that it names', async () => {
      const call = newCall()
      const reader = homeReader()
      const all = valueOf(await reader.alarms(call)).records
      expect(all).toHaveLength(target().alarms)
      expect(call.operations).toHaveLength(target().alarmPages)
      const firing = valueOf(await reader.alarms(newCall(), { state: 'ALARM' })).records
      expect(firing.map((alarm) => alarm.name)).toContain(target().firing)
      expect(new Set(firing.map((alarm) => alarm.state))).toEqual(new Set(['ALARM']))
      const noData = valueOf(await reader.alarms(newCall(), { state: 'INSUFFICIENT_DATA' })).records
      expect(noData.map((alarm) => alarm.name)).toContain(target().noData)
      const named = valueOf(await reader.alarms(newCall(), { names: [target().firing, 'gone-for-good'] })).records
      expect(named.map((alarm) => [alarm.name, alarm.state])).toEqual([[target().firing, 'ALARM']])
      expect(named[0]?.dimensions['DBInstanceIdentifier']).toBeDefined()
    })

    it('asks for nothing when it is given no names', async () => {
      const call = newCall()
      expect(valueOf(await homeReader().alarms(call, { names: [] })).records).toEqual([])
      expect(valueOf(await homeReader().databases(call, [])).records).toEqual([])
      expect(call.operations).toEqual([])
    })

    it('reads the tags of an alarm', async () => {
      const reader = homeReader()
      const [alarm] = valueOf(await reader.alarms(newCall(), { names: [target().firing] })).records
      expect(valueOf(await reader.alarmTags(newCall(), alarm!.arn))).toHaveProperty('dateMs')
    })

    it('lists the topics that alarms may tell', async () => {
      const call = newCall()
      const { records } = valueOf(await homeReader().topics(call))
      expect(records.map(({ arn }) => arn)).toContain(target().topic)
      expect(call.operations).toEqual(['ListTopics'])
    })

    it('reads app groups with their instances, and the health of their targets', async () => {
      const reader = homeReader()
      const groups = valueOf(await reader.appGroups(newCall())).records
      const group = groups.find((candidate) => candidate.targetGroupArns.length > 0)
      expect(group?.desired).toBeGreaterThan(0)
      expect(group?.instances.every((instance) => instance.id !== '' && instance.az.startsWith(target().region))).toBe(true)
      const health = valueOf(await reader.targetHealth(newCall(), group!.targetGroupArns[0]!)).records[0]
      expect(health?.targets.length).toBe(group?.instances.length)
    })

    it('reads what Auto Scaling did to a group, in one request', async () => {
      const call = newCall()
      const { id } = await groupWithTargets()
      const { records, dateMs } = valueOf(await homeReader().scalingActivities(call, id))
      expect(records).toMatchObject([{ kind: 'group-activities', key: id, readAtMs: dateMs }])
      expect(call.operations).toEqual(['DescribeScalingActivities'])
    })

    it('says which load balancer sends requests to a target group, and leaves out one that is gone', async () => {
      const [arn] = (await groupWithTargets()).targetGroupArns
      const gone = `arn:aws:elasticloadbalancing:${target().region}:${target().home}:targetgroup/gone/0123456789abcdef`
      const { records } = valueOf(await homeReader().loadBalancers(newCall(), [arn!, gone]))
      expect(records).toMatchObject([{ targetGroupArn: arn, loadBalancerArns: [expect.stringContaining(':loadbalancer/app/')] }])
    })

    it('reads series of metrics in the order in which they were asked for, oldest first', async () => {
      const endMs = Math.floor(target().nowMs() / 60_000) * 60_000
      const of = (metric: string, id: string, statistic: string) => ({ namespace: 'AWS/RDS', metric, dimensions: { DBInstanceIdentifier: id }, statistic, periodSeconds: 60 })
      const asked: (number | undefined)[] = []
      const call = newCall()
      const noting = { ...call, onRequest: (operation: string, metrics?: number) => (asked.push(metrics), call.onRequest(operation)) }
      const { records } = valueOf(await homeReader().metrics(noting, [of('CPUUtilization', 'nobody', 'Average'), of('CPUUtilization', target().databaseId, 'Average'), of('CPUUtilization', target().databaseId, 'SampleCount')], { startMs: endMs - 600_000, endMs }))
      const [nobody, average, samples] = records.map(({ points }) => points)
      expect(nobody).toEqual([])
      expect(average!.length).toBeGreaterThanOrEqual(3)
      expect(average!.map(({ atMs }) => atMs)).toEqual([...average!.map(({ atMs }) => atMs)].sort((a, b) => a - b))
      expect(average!.every(({ atMs, value }) => atMs % 60_000 === 0 && atMs >= endMs - 600_000 && atMs < endMs && value > 0 && value <= 100)).toBe(true)
      expect(samples!.every(({ value }) => value === 1)).toBe(true)
      // AWS charges by the metric, so that the meter must hear of them.
      expect(asked).toEqual([3])
    })

    it('says that a target group does not exist, as a value', async () => {
      const gone = `arn:aws:elasticloadbalancing:${target().region}:${target().home}:targetgroup/gone/0123456789abcdef`
      expect(await homeReader().targetHealth(newCall(), gone)).toMatchObject({ ok: false, error: { kind: 'notFound', at: expect.stringContaining('DescribeTargetHealth') as string } })
    })

    describeServiceReads(target)

    it('keeps Regions apart', async () => {
      const { records } = valueOf(await readersOf(target())(target().home, target().otherRegion).databases(newCall()))
      expect(records.length).toBeGreaterThan(0)
      expect(records.every((record) => record.region === target().otherRegion && record.arn.includes(target().otherRegion))).toBe(true)
    })

    it('reaches the second account through its role, whose session carries the operator’s name', async () => {
      const reader = readersOf(target())(target().second, target().region)
      const identity = valueOf(await reader.identity(newCall()))
      expect(identity.account).toBe(target().second)
      expect(identity.arn).toMatch(/assumed-role\/WatchfloorOperator\/watchfloor-.+/)
      const { records } = valueOf(await reader.databases(newCall()))
      expect(records.map((record) => record.id)).toContain(target().secondDatabaseId)
      expect(records.every((record) => record.account === target().second)).toBe(true)
    })

    it('takes AWS time from the reply', async () => {
      const before = target().nowMs()
      const { dateMs } = valueOf(await homeReader().identity(newCall()))
      expect(dateMs % 1000).toBe(0)
      expect(dateMs).toBeGreaterThanOrEqual(before - 1000)
      expect(dateMs).toBeLessThanOrEqual(target().nowMs() + 1000)
    })

    it('ends as cancelled when its caller stops it', async () => {
      const abort = new AbortController()
      abort.abort()
      expect(await homeReader().databases({ ...newCall(), signal: abort.signal })).toMatchObject({ ok: false, error: { kind: 'cancelled' } })
    })
  })
}
