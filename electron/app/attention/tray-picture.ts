import type { TrayView } from '#shared/alarms/tray-view'

/** A picture as Electron takes it: 4 bytes a pixel, blue first, alpha premultiplied. */
export interface Bitmap {
  readonly widthPx: number
  readonly heightPx: number
  readonly data: Uint8Array
}

const sizePx = 44
type Colour = readonly [red: number, green: number, blue: number]

/** Colour and shape say the same: triangle critical, diamond alarms, dashed square not known, ring calm. */
const colours: Record<TrayView['worst'], Colour> = { critical: [214, 40, 40], degraded: [214, 118, 10], unknown: [120, 128, 138], healthy: [110, 120, 130] }

/** The tray's icon: the shape of the worst, with its number inside (two digits at most). */
export function trayPicture({ worst, count }: Pick<TrayView, 'worst' | 'count'>): Bitmap {
  const data = new Uint8Array(sizePx * sizePx * 4)
  const paint = (x: number, y: number, [red, green, blue]: Colour): void => data.set([blue, green, red, 255], (y * sizePx + x) * 4)
  for (let y = 0; y < sizePx; y++) for (let x = 0; x < sizePx; x++) if (isInside(worst, x + 0.5, y + 0.5)) paint(x, y, colours[worst])
  const text = count === 0 ? '' : count > 99 ? '99' : String(count)
  const widthPx = text.length * (digitWidth + 1) * dotPx - dotPx
  const [left, top] = [Math.round((sizePx - widthPx) / 2), Math.round(sizePx * (worst === 'critical' ? 0.64 : 0.5) - (digitHeight * dotPx) / 2)]
  for (const [at, digit] of [...text].entries()) {
    for (const [row, bits] of (digits[Number(digit)] ?? []).entries()) {
      for (let column = 0; column < digitWidth; column++) {
        if ((bits & (4 >> column)) === 0) continue
        for (let dy = 0; dy < dotPx; dy++) for (let dx = 0; dx < dotPx; dx++) paint(left + (at * (digitWidth + 1) + column) * dotPx + dx, top + row * dotPx + dy, [255, 255, 255])
      }
    }
  }
  return { widthPx: sizePx, heightPx: sizePx, data }
}

function isInside(worst: TrayView['worst'], x: number, y: number): boolean {
  const middle = sizePx / 2
  const [dx, dy] = [Math.abs(x - middle), Math.abs(y - middle)]
  switch (worst) {
    case 'critical':
      return y > 2 && y < sizePx - 2 && dx < ((y - 2) / (sizePx - 4)) * (middle - 1) + 1
    case 'degraded':
      return dx + dy < middle - 1
    case 'unknown':
      return dx < middle - 5 && dy < middle - 5 && (dx < middle - 10 && dy < middle - 10 ? true : Math.floor((x + y) / 4) % 2 === 0)
    case 'healthy': {
      const radius = Math.hypot(dx, dy)
      return radius < middle - 4 && radius > middle - 11
    }
  }
}

const dotPx = 4
const digitWidth = 3
const digitHeight = 5
/** Rows of three dots, the first one the highest bit. */
const digits: readonly (readonly number[])[] = [
  [7, 5, 5, 5, 7], [2, 6, 2, 2, 7], [7, 1, 7, 4, 7], [7, 1, 3, 1, 7], [5, 5, 7, 1, 1],
  [7, 4, 7, 1, 7], [7, 4, 7, 5, 7], [7, 1, 2, 2, 2], [7, 5, 7, 5, 7], [7, 5, 7, 1, 7],
]
