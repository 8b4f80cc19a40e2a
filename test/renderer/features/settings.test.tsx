import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { appError } from '#shared/kernel/app-error'
import { renderApp, type RenderedApp } from '../render-app'

async function openSettings(options: Parameters<typeof renderApp>[0] = {}): Promise<RenderedApp> {
  const app = await renderApp(options)
  await app.user.click(screen.getByRole('button', { name: 'Settings' }))
  await screen.findByRole('heading', { name: 'Settings' })
  return app
}

describe('Settings', () => {
  it('open with g s and close with g f', async () => {
    const { user } = await renderApp()
    await user.keyboard('gs')
    expect(await screen.findByRole('heading', { name: 'Settings' })).toBeDefined()
    await user.keyboard('gf')
    expect(screen.getByRole('grid', { name: 'Tenants' })).toBeDefined()
  })

  it('change the theme at once', async () => {
    const { user } = await openSettings()
    await user.click(screen.getByRole('radio', { name: 'Dark' }))
    expect(document.documentElement.dataset['theme']).toBe('dark')
    await user.click(screen.getByRole('radio', { name: 'As the system' }))
    expect(document.documentElement.dataset['theme']).toBeUndefined()
  })

  it('show what is wrong with a fleet file by line and column, with what was probably meant, and do not let it be used', async () => {
    const { user } = await openSettings()
    await user.click(screen.getByRole('button', { name: 'Choose a fleet file …' }))
    expect(await screen.findByText('2 things to mend before it can be used:')).toBeDefined()
    const issue = screen.getByText('41:9').closest('li')!
    expect(issue.textContent).toMatch(/Unknown key "dailySnapshot"\. Did you mean dailySnapshots\?/)
    expect(screen.getByText(/Calendars begin to work with a later version/)).toBeDefined()
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Use this file' }).disabled).toBe(true)
  })

  it('use a sound file and go to its fleet', async () => {
    const { user, bridge } = await openSettings({ report: { path: '/desk/fleet.yaml', accounts: 2, tenants: 20, issues: [], notYet: [] } })
    await user.click(screen.getByRole('button', { name: 'Choose a fleet file …' }))
    expect(await screen.findByText('The file is sound: 2 accounts, 20 tenants.')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Use this file' }))
    expect(bridge.calls.at(-1)).toEqual({ name: 'source.use', input: { kind: 'file', path: '/desk/fleet.yaml' } })
    expect(await screen.findByRole('grid', { name: 'Tenants' })).toBeDefined()
  })

  it('start another training scenario, and say in words when it cannot be started', async () => {
    const { user, bridge } = await openSettings()
    bridge.fail('source.use', appError('internal', 'The training fleet did not start: its port is taken.'))
    await user.click(screen.getByRole('button', { name: 'Use the training scenario bad-night' }))
    expect(bridge.calls.at(-1)).toEqual({ name: 'source.use', input: { kind: 'training', scenario: 'bad-night' } })
    expect((await screen.findByRole('alert')).textContent).toMatch(/its port is taken/)
  })

  it('tell what runs, and what an operator should know about it', async () => {
    await openSettings()
    expect(within(screen.getByRole('region', { name: 'About' })).getByText('33.2.1')).toBeDefined()
    expect(screen.getByText(/sandbox is off/)).toBeDefined()
  })
})
