import { describe, expect, it } from 'vitest'
import { queryParams } from '#electron/training/wire/query-params'
import { readRequest } from '#electron/training/wire/read-request'
import { instant, list, toJson, toXml } from '#electron/training/wire/tree'

describe('Query parameters', () => {
  it('become lists and records, whatever a list calls its items', () => {
    const text = 'Action=Describe&Filters.Filter.1.Name=engine&Filters.Filter.1.Values.Value.1=mysql&Filters.Filter.1.Values.Value.2=oracle-ee&AlarmNames.member.1=a&AlarmNames.member.2=b&Old.1=x'
    expect(queryParams(text)).toEqual({ Action: 'Describe', Filters: [{ Name: 'engine', Values: ['mysql', 'oracle-ee'] }], AlarmNames: ['a', 'b'], Old: ['x'] })
  })

  it('keep the order of their numbers', () => {
    expect(queryParams('L.member.10=j&L.member.2=b&L.member.1=a')).toEqual({ L: ['a', 'b', 'j'] })
  })

  it('keep structures that are no list', () => {
    expect(queryParams('MetricStat.Metric.Namespace=AWS%2FRDS&MetricStat.Period=60')).toEqual({ MetricStat: { Metric: { Namespace: 'AWS/RDS' }, Period: '60' } })
  })
})

describe('A request', () => {
  const authorization = 'AWS4-HMAC-SHA256 Credential=AKIA111122223333TRNG/20261121/eu-west-1/rds/aws4_request, SignedHeaders=host, Signature=00'

  it('names its account by the key, Region and service by the scope of its signature', () => {
    expect(readRequest({ authorization, 'x-amz-security-token': 't' }, 'Action=DescribeDBInstances&Version=2014-10-31', '')).toMatchObject({
      protocol: 'query',
      service: 'rds',
      operation: 'DescribeDBInstances',
      region: 'eu-west-1',
      accessKeyId: 'AKIA111122223333TRNG',
      sessionToken: 't',
    })
  })

  it('in JSON names its operation in a header', () => {
    expect(readRequest({ authorization: authorization.replace('/rds/', '/monitoring/'), 'x-amz-target': 'GraniteServiceVersion20100801.DescribeAlarms' }, '{"MaxRecords":5}', '')).toMatchObject({ protocol: 'json', service: 'cloudwatch', operation: 'DescribeAlarms', params: { MaxRecords: 5 } })
  })

  it('to CloudWatch in the older Query form is understood too', () => {
    expect(readRequest({ authorization: authorization.replace('/rds/', '/monitoring/') }, 'Action=DescribeAlarms&Version=2010-08-01&StateValue=ALARM', '')).toMatchObject({ protocol: 'query', service: 'cloudwatch', params: { StateValue: 'ALARM' } })
  })

  it('that was signed in its URL is as good', () => {
    const query = 'Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Credential=AKIA111122223333TRNG%2F20261121%2Feu-west-1%2Fsts%2Faws4_request'
    expect(readRequest({}, '', query)).toMatchObject({ service: 'sts', accessKeyId: 'AKIA111122223333TRNG', region: 'eu-west-1' })
  })

  it('without a signature is known by its version, and carries no key', () => {
    expect(readRequest({}, 'Action=DescribeDBInstances&Version=2014-10-31', '')).not.toHaveProperty('accessKeyId')
  })

  it.each([
    ['no action', { authorization }, 'Version=2014-10-31'],
    ['a service that is not simulated', { authorization: authorization.replace('/rds/', '/sqs/') }, 'Action=ListQueues'],
    ['JSON that is none', { authorization, 'x-amz-target': 'GraniteServiceVersion20100801.DescribeAlarms' }, '{'],
    ['the target of another service', { authorization, 'x-amz-target': 'AmazonSQS.ReceiveMessage' }, '{}'],
  ])('with %s is not one', (_what, headers, body) => {
    expect(readRequest(headers, body, '')).toBeUndefined()
  })
})

describe('A reply', () => {
  const tree = { Name: 'a<b & "c"', On: false, At: instant(Date.UTC(2026, 2, 2)), None: undefined, Items: list([{ Id: 1 }, { Id: 2 }], 'Item') }

  it('is escaped and dated in XML, without what is undefined', () => {
    expect(toXml('R', tree)).toBe('<R><Name>a&lt;b &amp; &quot;c&quot;</Name><On>false</On><At>2026-03-02T00:00:00.000Z</At><Items><Item><Id>1</Id></Item><Item><Id>2</Id></Item></Items></R>')
  })

  it('has seconds since the epoch in JSON', () => {
    expect(JSON.parse(toJson(tree))).toEqual({ Name: 'a<b & "c"', On: false, At: Date.UTC(2026, 2, 2) / 1000, Items: [{ Id: 1 }, { Id: 2 }] })
  })
})
