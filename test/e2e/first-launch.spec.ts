import { expect, test } from '@playwright/test'
import { launch, type RunningApp } from './launch'

let running: RunningApp

test.beforeAll(async () => {
  running = await launch()
})
test.afterAll(async () => {
  await running.close()
})

test('the first launch shows the training fleet, and says that it is one', async () => {
  const { page } = running
  const grid = page.getByRole('grid')
  await expect(grid).toBeVisible()
  await expect.poll(() => grid.getByRole('row').count()).toBeGreaterThan(10)
  await expect(page.getByText(/training/i).first()).toBeVisible()
})

test('the letters travel with the product: the machine needs no font of ours', async () => {
  const loaded = await running.page.evaluate(async () => {
    await document.fonts.ready
    return [...document.fonts].filter((face) => face.status === 'loaded').map((face) => face.family.replaceAll('"', ''))
  })
  expect(loaded).toContain('Inter Variable')
  const first = await running.page.evaluate(() => getComputedStyle(document.body).fontFamily.split(',')[0])
  expect(first).toBe('"Inter Variable"')
})

test('the training fleet’s control surface is told to the test and not to the page', async () => {
  const control = await running.training()
  expect(await control.truth()).toBeDefined()
  const reached = await running.page.evaluate(() =>
    fetch('http://127.0.0.1/_training/health').then(
      () => true,
      () => false,
    ),
  )
  expect(reached).toBe(false)
})
