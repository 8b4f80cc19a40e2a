import { dayMs, hourMs, minuteMs, secondMs } from '../kernel/time'

/** `90s`, `10m`, `2h`, `3d`, `1h30m` in milliseconds; a bare number is minutes. Undefined: no span. */
export function parseSpan(text: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * minuteMs
  if (!/^(\d+(\.\d+)?[smhd])+$/.test(text)) return undefined
  return [...text.matchAll(/(\d+(?:\.\d+)?)([smhd])/g)].reduce((sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ''] ?? 0), 0)
}

const units: Readonly<Record<string, number>> = { s: secondMs, m: minuteMs, h: hourMs, d: dayMs }
