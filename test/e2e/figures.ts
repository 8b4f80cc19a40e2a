import { expect, type Page } from '@playwright/test'
import type { RunningApp } from './launch'

/** The window's page becomes so large, in CSS pixels, and is laid out anew. */
export async function resize({ app, page }: RunningApp, width: number, height: number): Promise<void> {
  await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]!.setContentSize(size.width, size.height), { width, height })
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width)
}

/** Every figure of the strip is there whole: none is cut, squeezed, outside, or in a line that is not shown. */
export async function figuresFit(page: Page): Promise<void> {
  const wrong = (): Promise<readonly string[]> =>
    page.getByRole('region', { name: 'Figures of the fleet' }).evaluate((strip) => {
      const room = strip.getBoundingClientRect()
      return [...strip.querySelectorAll('.figure')]
        .filter((figure) => getComputedStyle(figure).display !== 'none')
        .filter((figure) => {
          const box = figure.getBoundingClientRect()
          const isOutside = box.right > room.right || box.left < room.left || box.bottom > room.bottom
          return isOutside || figure.scrollWidth > figure.clientWidth + 1 || [...figure.children].some((part) => part.scrollWidth > part.clientWidth + 1)
        })
        .map((figure) => figure.textContent)
    })
  await expect.poll(wrong).toEqual([])
}
