import { metricSpecs, type MetricId } from '#shared/metrics/metric-catalogue'
import { metricWindow } from '#shared/metrics/ranges'
import type { MetricSeries, MetricsQuestion, TenantMetrics } from '#shared/metrics/tenant-metrics'
import { fakeNowMs } from './fake-fleet'

/** Charts of a tenant with one database and one shared app group in `frontend`; CPU climbs to 80 and has a gap. */
export function fakeMetrics({ tenant, range }: MetricsQuestion, more: Partial<TenantMetrics> = {}): TenantMetrics {
  const grid = metricWindow(range, fakeNowMs)
  const count = (grid.untilMs - grid.fromMs) / grid.periodMs
  const lineOf = (metric: MetricId, valueAt: (at: number) => number): MetricSeries => ({
    metric,
    subject: metricSpecs[metric].of === 'database' ? `${tenant}-frontend` : 'frontend-app',
    environment: 'frontend',
    account: '111122223333',
    region: 'eu-west-1',
    shared: metricSpecs[metric].of !== 'database',
    values: Float64Array.from({ length: count }, (_, at) => valueAt(at)),
  })
  const last = count - 1
  const series = [
    lineOf('cpu', (at) => (at === last - 2 ? Number.NaN : at === last ? 80 : 20)),
    lineOf('freeStorage', () => 40 * 1024 ** 3),
    lineOf('inService', () => Number.NaN),
  ]
  return { tenant, range, ...grid, readAtMs: fakeNowMs, series, troubles: [], queries: series.length, dollars: 0.000_03, leftOut: 0, ...more }
}

/** The page's observer of what is on screen, at the command of a test. */
export function fakeSight(): { show(isSeen: boolean): void } {
  const watching = new Set<(isSeen: boolean) => void>()
  class Observer {
    private readonly tell: (isSeen: boolean) => void
    constructor(callback: IntersectionObserverCallback) {
      this.tell = (isIntersecting) => callback([{ isIntersecting } as IntersectionObserverEntry], this as unknown as IntersectionObserver) // all that is read of it
    }
    observe(): void {
      watching.add(this.tell)
    }
    unobserve(): void {
      watching.delete(this.tell)
    }
    disconnect(): void {
      watching.delete(this.tell)
    }
  }
  Object.defineProperty(globalThis, 'IntersectionObserver', { configurable: true, value: Observer })
  return { show: (isSeen) => watching.forEach((tell) => tell(isSeen)) }
}
