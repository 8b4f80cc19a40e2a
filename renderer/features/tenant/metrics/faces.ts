import type { MetricUnit } from '#shared/metrics/metric-catalogue'
import type { ChartFace } from '../../../components/chart/chart-types'

const plain = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })
const fine = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 })
const short = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3, notation: 'compact' })

const number = (value: number): string => (Math.abs(value) >= 100 ? plain : fine).format(value)

/** 34.2 GiB; the base is that of RDS's storage. */
function bytes(value: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const
  const at = value <= 0 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(value) / Math.log(1_024)))
  return `${number(value / 1_024 ** at)} ${units[at] ?? 'B'}`
}

const seconds = (value: number): string => (value >= 1_000 ? `${fine.format(value / 1_000)} s` : `${number(value)} ms`)

/** How values of a unit are said and written on the axis. */
export const faces: Record<MetricUnit, ChartFace> = {
  percent: { value: (value) => `${number(value)} %`, axis: (value) => `${plain.format(value)} %`, top: 100 },
  count: { value: number, axis: (value) => short.format(value) },
  bytes: { value: bytes, axis: bytes, isBinary: true },
  seconds: { value: (value) => `${number(value)} s`, axis: (value) => `${number(value)} s`, top: 10 },
  milliseconds: { value: seconds, axis: seconds },
  perMinute: { value: (value) => `${number(value)}/min`, axis: (value) => short.format(value), top: 1 },
  instances: { value: number, axis: (value) => (Number.isInteger(value) ? plain.format(value) : ''), top: 2 },
}
