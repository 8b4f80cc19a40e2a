import { describe, expect, it } from 'vitest'
import { metricIds } from '#shared/metrics/metric-catalogue'
import { balancerDimension, metricQueries, neededTargetGroups } from '#shared/metrics/metric-queries'
import { mostQueries } from '#shared/metrics/tenant-metrics'
import { aDatabase, anAppGroup, targetArn } from '#test/builders/fleet'
import { viewWith } from '#test/builders/views'

const balancer = (arn: string): string | undefined => (arn === targetArn('frontend-app') ? 'app/front/50dc6c495c0c9188' : undefined)
const replica = aDatabase({ id: 'acme-bank-frontend-replica', key: 'arn:aws:rds:eu-west-1:111122223333:db:acme-bank-frontend-replica', arn: 'arn:aws:rds:eu-west-1:111122223333:db:acme-bank-frontend-replica', replicaOf: 'acme-bank-frontend' })

describe('The lines of a tenant', () => {
  it('are its databases, its load balancer and its instances, each metric once', () => {
    const { queries, leftOut } = metricQueries(viewWith([]), balancer)
    expect(queries.map(({ metric }) => metric)).toEqual(metricIds.filter((metric) => metric !== 'replicaLag'))
    expect(queries.find(({ metric }) => metric === 'requests')?.dimensions).toEqual({ TargetGroup: 'targetgroup/frontend-app/0123456789abcdef', LoadBalancer: 'app/front/50dc6c495c0c9188' })
    expect(leftOut).toBe(0)
  })

  it('show the lag of replicas only', () => {
    const { queries } = metricQueries(viewWith([replica]), balancer)
    expect(queries.filter(({ metric }) => metric === 'replicaLag').map(({ subject }) => subject)).toEqual(['acme-bank-frontend-replica'])
    expect(queries.filter(({ metric }) => metric === 'cpu')).toHaveLength(2)
  })

  it('leave out what no load balancer is known for, and say which target groups that takes', () => {
    const view = viewWith([])
    expect(metricQueries(view, () => undefined).queries.filter(({ metric }) => metric === 'requests')).toEqual([])
    expect(neededTargetGroups(view).map(({ arn }) => arn)).toEqual([targetArn('frontend-app')])
    expect(neededTargetGroups(view, ['portal'])).toEqual([])
  })

  it('are those of the environments that are looked at', () => {
    const view = viewWith([replica, anAppGroup({ environmentTag: 'portal' })])
    expect(new Set(metricQueries(view, balancer, ['frontend']).queries.map(({ environment }) => environment))).toEqual(new Set(['frontend']))
  })

  it('are at most what one request holds, and say how many are left out', () => {
    const many = Array.from({ length: 150 }, (_, at) => aDatabase({ id: `db-${at}`, key: `arn:aws:rds:eu-west-1:111122223333:db:db-${at}`, arn: `arn:aws:rds:eu-west-1:111122223333:db:db-${at}` }))
    const { queries, leftOut } = metricQueries(viewWith(many), balancer)
    expect(queries).toHaveLength(mostQueries)
    expect(leftOut).toBe(151 * 5 + 4 - mostQueries)
  })
})

describe('A load balancer’s dimension', () => {
  it('is the end of its ARN, for Application Load Balancers alone', () => {
    expect(balancerDimension('arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/front/50dc6c495c0c9188')).toBe('app/front/50dc6c495c0c9188')
    expect(balancerDimension('arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/net/front/50dc6c495c0c9188')).toBeUndefined()
  })
})
