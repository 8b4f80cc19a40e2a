import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { TenantServices } from '#shared/fleet/service-views'
import type { FeedState, Place } from '#shared/fleet/tenant-view'
import { appError } from '#shared/kernel/app-error'
import { ok } from '#shared/kernel/result'
import { aBucket, aDoor, aFilter, aLogAlarm, anAcl, anSftp, auditLog, bucketArn, balancerArn, sftpArn, tagged } from '#test/builders/services'
import { visitTenant } from '../../../renderer/stores/tenant-visit'
import { lifecycleWords, lockWords, spanWords } from '../../../renderer/features/tenant/services/service-words'
import { fakeDetail } from '../fake-detail'
import { fakeNowMs, fakeRows } from '../fake-fleet'
import { renderApp } from '../render-app'

const readAtMs = fakeNowMs - 4 * 60_000

const all = (place: Place): TenantServices => ({
  doors: [{ tagged: tagged('load-balancer', balancerArn, 'acme-door'), place, environment: 'frontend', shared: false, record: aDoor({ readAtMs }) }],
  strayAcls: [],
  sftpServers: [{ tagged: tagged('sftp-server', sftpArn, 's-0123456789abcdef0'), place, shared: false, record: anSftp({ readAtMs, state: 'OFFLINE' }) }],
  buckets: [{ tagged: tagged('bucket', bucketArn, 'acme-archive'), place, shared: false, record: aBucket({ readAtMs }) }],
  logs: [{ group: auditLog, place, environment: 'frontend', database: { id: 'acme-bank-frontend', log: 'audit', isExported: true }, filters: [{ record: aFilter(), alarms: [aLogAlarm()] }] }],
})

/** The card of a tenant with these services, whose place answered each feed as given (left out: a minute ago). */
async function openCard(services: ((place: Place) => TenantServices) | undefined, tags: FeedState = { observedAtMs: fakeNowMs - 60_000 }) {
  const app = await renderApp({}, (bridge) => {
    bridge.answer('fleet.tenant', ({ id }) => {
      const detail = fakeDetail(fakeRows(60).find((row) => row.id === id)!)
      const fresh = { observedAtMs: fakeNowMs - 60_000 }
      const place: Place = { ...detail.view.places[0]!, feeds: { ...detail.view.places[0]!.feeds, 'tagging.resources': tags, 'wafv2.web-acls': fresh, 'transfer.servers': fresh, 's3.buckets': fresh, 'logs.metric-filters': fresh } }
      return ok({ ...detail, view: { ...detail.view, places: [place], ...(services === undefined ? {} : { services: services(place) }) } })
    })
  })
  visitTenant(app.services.ui, 'acme-bank')
  await screen.findByRole('group', { name: /^Tenant / })
  await app.pass(1_500)
  return { ...app, card: screen.getByRole('region', { name: 'Other services' }) }
}

describe('Other services on a tenant’s screen', () => {
  it('say in words who is let in, whether files are taken, how long records are locked and whether logs wake somebody', async () => {
    const { card } = await openCard(all)
    expect(within(card).getByText('only 1 address range · frontend')).toBeDefined()
    expect(within(card).getByText('web ACL acme · otherwise block · list 203.0.113.0/27')).toBeDefined()
    expect(within(card).getByText('offline')).toBeDefined()
    expect(within(card).getByText('locked 10 y, compliance')).toBeDefined()
    expect(within(card).getByText('1 filter with alarms · frontend')).toBeDefined()
    expect(within(card).getByText('failed-logins (acme-failed-logins OK)')).toBeDefined()
    expect(within(card).getAllByText(/^read/)).toHaveLength(3)
  })

  it('can be copied by their ids', async () => {
    const { card, user, bridge } = await openCard(all)
    await user.click(within(card).getByRole('button', { name: 'Copy s-0123456789abcdef0' }))
    expect(bridge.calls.filter(({ name }) => name === 'clipboard.write').map(({ input }) => input)).toEqual([{ text: 's-0123456789abcdef0' }])
  })

  it('tell when a line was last found only when they are asked, what that cost, and what was refused', async () => {
    const { card, user, bridge, pass } = await openCard(all)
    bridge.answer('services.logHits', () => ok({ readAtMs: fakeNowMs, sinceMs: fakeNowMs - 14 * 86_400_000, filters: [{ filter: aFilter().key, account: '1', region: 'r', lines: 3, lastHourMs: fakeNowMs - 7_200_000 }], troubles: [appError('denied', 'AWS refused it elsewhere.')], dollars: 0.00001 }))
    expect(bridge.calls.some(({ name }) => name === 'services.logHits')).toBe(false)
    await user.click(within(card).getByRole('button', { name: 'When was a line last found?' }))
    await pass(200)
    const answer = within(card).getByRole('group', { name: 'Last lines found' })
    expect(answer.textContent).toMatch(/failed-logins, frontend.*in the hour from .*2 h ago; 3 lines in 14 d.*AWS refused it elsewhere\..*for <\$0\.001/)
    expect(bridge.calls.filter(({ name }) => name === 'services.logHits')).toEqual([{ name: 'services.logHits', input: { tenant: 'acme-bank' } }])
  })

  it('are not applicable where nothing bears the tenant’s tag', async () => {
    const { card } = await openCard(undefined)
    expect(card.textContent).toContain('Not applicable: no load balancer, SFTP server, bucket or log group bears this tenant’s tag.')
  })

  it('cannot be told where the role may not read tags, and say which permission is missing', async () => {
    const { card } = await openCard(undefined, { error: appError('denied', 'AWS refused tag:GetResources in 111122223333/eu-west-1. Allow it.'), errorAtMs: fakeNowMs })
    expect(within(card).getAllByText(/Cannot be told. AWS refused tag:GetResources/)).toHaveLength(4)
    expect(card.textContent).not.toContain('Not applicable')
  })

  it('say that they were not read yet, and which of them a tenant does not have', async () => {
    expect((await openCard(undefined, {})).card.textContent).toContain('Not read yet')
  })

  it('name the one kind that a tenant does not have', async () => {
    const { card } = await openCard((place) => ({ ...all(place), sftpServers: [] }))
    expect(within(card).getByText('Not applicable: no SFTP server bears its tag.')).toBeDefined()
  })

  it('say that a list is not enforced, and that a web ACL guards nothing', async () => {
    const { card } = await openCard((place) => ({ ...all(place), doors: [{ ...all(place).doors[0]!, record: aDoor({ acl: anAcl({ otherwise: 'allow' }) }) }], strayAcls: [{ tagged: tagged('web-acl', 'arn', 'lost-acl'), place, shared: false }] }))
    expect(within(card).getByText('lets everybody in · frontend')).toBeDefined()
    expect(within(card).getByText('a web ACL that guards none of its doors')).toBeDefined()
  })
})

describe('Words for settings of a bucket', () => {
  it('tell years from days, and what is not known from what is not set', () => {
    expect([spanWords(30), spanWords(366), spanWords(3653), spanWords(550)]).toEqual(['30 d', '366 d', '10 y', '1.5 y'])
    expect(lifecycleWords({ lifecycle: [{ name: 'a', enabled: true, expiresAfterDays: 90 }, { name: 'b', enabled: false, expiresAfterDays: 1 }] })).toBe('deletes after 90 d')
    expect([lifecycleWords({ lifecycle: [] }), lifecycleWords({})]).toEqual(['keeps everything', 'may not be read'])
    expect([lockWords({ objectLock: { kind: 'byObject' } }).mark, lockWords({}).mark, lockWords({ objectLock: { kind: 'off' } }).mark]).toEqual(['watch', 'unknown', 'info'])
  })
})
