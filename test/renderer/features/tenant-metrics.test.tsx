import { act, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { TenantRow } from '#shared/fleet/table'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import { minuteMs, secondMs } from '#shared/kernel/time'
import type { MetricsQuestion } from '#shared/metrics/tenant-metrics'
import { visitTenant } from '../../../renderer/stores/tenant-visit'
import { fakeRows } from '../fake-fleet'
import { fakeMetrics, fakeSight } from '../fake-metrics'
import { renderApp, type RenderedApp } from '../render-app'

interface Opened extends RenderedApp {
  readonly see: (isSeen: boolean) => Promise<void>
}

async function open(prepare: Parameters<typeof renderApp>[1] = () => undefined, tenant = 'acme-bank'): Promise<Opened> {
  const sight = fakeSight()
  const app = await renderApp({}, (bridge) => {
    bridge.answer('metrics.load', (question) => ok(fakeMetrics(question)))
    bridge.answer('metrics.leave', () => ok(null))
    prepare(bridge)
  })
  visitTenant(app.services.ui, tenant)
  await screen.findByRole('group', { name: /^Tenant / })
  await app.pass(200)
  const see = async (isSeen: boolean): Promise<void> => {
    act(() => sight.show(isSeen))
    await app.pass(200)
  }
  return { ...app, see }
}

const asked = ({ bridge }: RenderedApp, name: 'metrics.load' | 'metrics.leave' = 'metrics.load'): readonly MetricsQuestion[] => bridge.calls.filter((call) => call.name === name).map(({ input }) => input as MetricsQuestion)
const metrics = (): HTMLElement => screen.getByRole('region', { name: 'Metrics' })
const chart = (name: string): HTMLElement => within(metrics()).getByRole('figure', { name })

describe('The charts of a tenant', () => {
  it('are asked for when they are seen, once a period, and no longer when they are not', async () => {
    const app = await open()
    await app.pass(5 * minuteMs)
    expect(asked(app)).toEqual([])
    await app.see(true)
    expect(asked(app)).toEqual([{ tenant: 'acme-bank', range: '3h' }])
    await app.pass(minuteMs + 6 * secondMs)
    expect(asked(app)).toHaveLength(2)
    await app.see(false)
    expect(asked(app, 'metrics.leave')).toHaveLength(1)
    await app.pass(5 * minuteMs)
    expect(asked(app)).toHaveLength(2)
  })

  it('end with the screen', async () => {
    const app = await open()
    await app.see(true)
    await app.user.keyboard('{Escape}')
    await app.pass(5 * minuteMs)
    expect([asked(app).length, asked(app, 'metrics.leave').length]).toEqual([1, 1])
  })

  it('say in a sentence what they show: last, least and most, with times', async () => {
    const app = await open()
    await app.see(true)
    expect(within(chart('Database CPU')).getByText(/^Database CPU\. frontend: last 80 % at .*, least 20 % at .*, most 80 % at/)).toBeDefined()
    expect(within(metrics()).getByText(/3 metrics, <\$0\.001 every 1 m while you look/)).toBeDefined()
  })

  it('are walked by keyboard; a gap is read as no data', async () => {
    const app = await open()
    await app.see(true)
    const slider = within(chart('Database CPU')).getByRole('slider')
    slider.focus()
    await app.user.keyboard('{End}')
    expect(slider.getAttribute('aria-valuetext')).toMatch(/: frontend 80 %$/)
    await app.user.keyboard('{ArrowLeft}{ArrowLeft}')
    expect(slider.getAttribute('aria-valuetext')).toMatch(/: frontend no data$/)
    expect(within(chart('Free storage')).getByRole('slider').getAttribute('aria-valuetext')).toMatch(/: frontend 40 GiB$/)
  })

  it('are tables too, and copied as CSV', async () => {
    const app = await open((bridge) => bridge.answer('clipboard.write', () => ok(null)))
    await app.see(true)
    await app.user.click(within(metrics()).getByRole('button', { name: 'Table' }))
    const rows = within(chart('Database CPU')).getAllByRole('row')
    expect(rows.slice(0, 6).map((row) => row.textContent)).toEqual([expect.stringContaining('frontend'), expect.stringMatching(/^last80 %/), expect.stringMatching(/^least20 %/), expect.stringMatching(/^most80 %/), expect.stringMatching(/80 %$/), expect.stringMatching(/20 %$/)])
    await app.user.click(within(chart('Database CPU')).getByRole('button', { name: 'Copy Database CPU as CSV' }))
    const { text } = app.bridge.calls.find(({ name }) => name === 'clipboard.write')?.input as { text: string }
    expect(text.split('\r\n')).toHaveLength(181)
    expect(text.split('\r\n').at(-3)).toMatch(/Z,$/)
  })

  it('name what they have no data for, and what this tenant does not have', async () => {
    const app = await open()
    await app.see(true)
    expect(within(chart('Instances in service')).getByText(/Auto Scaling sends it only for groups whose metrics are collected/)).toBeDefined()
    expect(within(metrics()).getByText(/Replica lag is not applicable: no read replica/)).toBeDefined()
  })

  it('say what was refused, where, and leave the rest', async () => {
    const denied = appError('denied', 'This identity may not call cloudwatch:GetMetricData. Add it to the role.')
    const app = await open((bridge) => bridge.answer('metrics.load', (question) => ok(fakeMetrics(question, { series: [], troubles: [{ account: '111122223333', region: 'eu-west-1', what: 'metrics', error: denied }] }))))
    await app.see(true)
    expect(within(metrics()).getByRole('alert').textContent).toContain('Metrics of account 111122223333 in eu-west-1: This identity may not call cloudwatch:GetMetricData.')
    expect(within(chart('Database CPU')).getByText(/This identity may not call/)).toBeDefined()
  })

  it('keep the last answer when the next one fails, and say that it is not current', async () => {
    const app = await open()
    await app.see(true)
    app.bridge.fail('metrics.load', appError('internal', 'The watch is started again.'))
    await app.pass(minuteMs + 6 * secondMs)
    expect(within(metrics()).getByRole('alert').textContent).toBe('Not current: The watch is started again.')
    expect(within(chart('Database CPU')).getByRole('slider')).toBeDefined()
  })

  it('ask anew for another span or environment', async () => {
    const [{ id: tenant }] = fakeRows(60).filter(({ environments }) => environments.length > 1 && environments.includes('frontend')) as [TenantRow]
    const app = await open(undefined, tenant)
    await app.see(true)
    await app.user.click(within(metrics()).getByRole('button', { name: '7 d' }))
    await app.pass(200)
    expect(asked(app).at(-1)).toEqual({ tenant, range: '7d' })
    await app.user.click(within(within(metrics()).getByRole('group', { name: 'Environment' })).getByRole('button', { name: 'frontend' }))
    await app.pass(200)
    expect(asked(app).at(-1)).toEqual({ tenant, range: '7d', environments: ['frontend'] })
  })

  it('say why there are none at all', async () => {
    const app = await open((bridge) => bridge.answer('metrics.load', () => err(appError('internal', 'The watch does not answer.'))))
    await app.see(true)
    expect(within(metrics()).getByRole('alert').textContent).toBe('The metrics could not be read. The watch does not answer.')
  })
})
