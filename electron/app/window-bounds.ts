export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** How the window was left. `bounds` are those of the window when it is not maximised. */
export interface WindowState {
  readonly bounds?: Rectangle
  readonly isMaximized: boolean
  /** 1 is 100 %. */
  readonly zoomFactor: number
}

export const firstWindowState: WindowState = { isMaximized: false, zoomFactor: 1 }
export const firstSize = { width: 1280, height: 800 }
export const smallestSize = { width: 960, height: 600 }

/**
 * The state as it was stored, or the first one when that cannot be understood. Read by hand: this stands between the start and the
 * first paint, where no schema library is loaded.
 */
export function windowStateFrom(document: unknown): WindowState {
  const { bounds, isMaximized, zoomFactor } = (typeof document === 'object' && document !== null ? document : {}) as { readonly [K in keyof WindowState]?: unknown } // any field may be anything
  if (typeof isMaximized !== 'boolean' || !isFinite(zoomFactor) || zoomFactor < 0.5 || zoomFactor > 3) return firstWindowState
  if (bounds === undefined) return { isMaximized, zoomFactor }
  const rectangle = rectangleFrom(bounds)
  return rectangle === undefined ? firstWindowState : { bounds: rectangle, isMaximized, zoomFactor }
}

function rectangleFrom(value: unknown): Rectangle | undefined {
  const { x, y, width, height } = (typeof value === 'object' && value !== null ? value : {}) as { readonly [K in keyof Rectangle]?: unknown } // any field may be anything
  if (!isFinite(x) || !isFinite(y) || !isFinite(width) || !isFinite(height)) return undefined
  return { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) }
}

const isFinite = (value: unknown): value is number => Number.isFinite(value)

/** How much of the title bar must be on a screen, so that the window can be taken hold of. */
const gripPx = { width: 120, height: 32 }

/**
 * Where the window opens: where it was, as long as that can still be reached and fits a screen; undefined lets the system choose.
 */
export function boundsFor(wanted: Rectangle | undefined, workAreas: readonly Rectangle[]): Rectangle | undefined {
  if (wanted === undefined || wanted.width < smallestSize.width || wanted.height < smallestSize.height) return undefined
  return workAreas
    .map((area) => ({ area, bounds: { ...wanted, width: Math.min(wanted.width, area.width), height: Math.min(wanted.height, area.height) } }))
    .find(({ area, bounds }) => reaches({ ...bounds, height: gripPx.height }, area))?.bounds
}

function reaches(titleBar: Rectangle, area: Rectangle): boolean {
  const width = Math.min(titleBar.x + titleBar.width, area.x + area.width) - Math.max(titleBar.x, area.x)
  const height = Math.min(titleBar.y + titleBar.height, area.y + area.height) - Math.max(titleBar.y, area.y)
  return width >= gripPx.width && height >= gripPx.height
}
