/** One reading of a quantity at a moment. */
export interface Reading {
  readonly atMs: number
  readonly value: number
}

/** Growth in units a millisecond: the straight line that lies closest to the readings (least squares). Fewer than two moments: 0. */
export function slopePerMs(readings: readonly Reading[]): number {
  const mean = (pick: (reading: Reading) => number): number => readings.reduce((sum, reading) => sum + pick(reading), 0) / readings.length
  const meanAtMs = mean(({ atMs }) => atMs)
  const meanValue = mean(({ value }) => value)
  const spread = readings.reduce((sum, { atMs }) => sum + (atMs - meanAtMs) ** 2, 0)
  if (readings.length < 2 || spread === 0) return 0
  return readings.reduce((sum, { atMs, value }) => sum + (atMs - meanAtMs) * (value - meanValue), 0) / spread
}
