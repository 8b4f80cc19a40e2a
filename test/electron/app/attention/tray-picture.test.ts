import { describe, expect, it } from 'vitest'
import { trayPicture } from '#electron/app/attention/tray-picture'
import type { TrayView } from '#shared/alarms/tray-view'

const whites = ({ data }: { readonly data: Uint8Array }): number => Array.from({ length: data.length / 4 }, (_, pixel) => data.slice(pixel * 4, pixel * 4 + 4)).filter((pixel) => pixel.every((part) => part === 255)).length

describe('the picture in the tray', () => {
  it('has another shape for each state, not only another colour', () => {
    const outline = (worst: TrayView['worst']): string => [...trayPicture({ worst, count: 0 }).data].filter((_, index) => index % 4 === 3).join('')
    expect(new Set((['critical', 'degraded', 'unknown', 'healthy'] as const).map(outline)).size).toBe(4)
  })

  it('shows the number in it, two digits at most, all of it inside the picture', () => {
    const picture = (count: number) => trayPicture({ worst: 'critical', count })
    expect(whites(picture(0))).toBe(0)
    expect(whites(picture(8))).toBeGreaterThan(whites(picture(1)))
    expect(picture(1_000)).toEqual(picture(99))
    expect(whites(picture(88))).toBe(2 * whites(picture(8)))
    expect(picture(99).data).toHaveLength(picture(99).widthPx * picture(99).heightPx * 4)
  })
})
