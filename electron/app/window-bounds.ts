import { z } from 'zod'

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

const side = z.number().finite().transform(Math.round)
const stored: z.ZodType<WindowState> = z.object({
  bounds: z.exactOptional(z.object({ x: side, y: side, width: side, height: side })),
  isMaximized: z.boolean(),
  zoomFactor: z.number().min(0.5).max(3),
})

/** The state as it was stored, or the first one when that cannot be understood. */
export function windowStateFrom(document: unknown): WindowState {
  const parsed = stored.safeParse(document)
  return parsed.success ? parsed.data : firstWindowState
}

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
