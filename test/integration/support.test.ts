import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '#shared/kernel/time'
import type { GrantPreview, GrantView, SupportDeskView } from '#shared/support/support-view'
import { advance, cli, control, serveTraining, type Serving } from './cli'

/** `support ...` as two operators type it, each command a process of its own, over one desk and one served training fleet. */
const scenario = { version: 1, name: 'support', seed: 3, startAt: '2026-03-02T12:00:00Z', fleet: { pooled: [], tenants: [{ id: 'acme', name: 'Acme', account: '111122223333', region: 'eu-west-1', engine: 'mysql', environments: ['frontend'] }] }, events: [] }

let folder: string
let fleet: Serving
const as = (person: string, verb: string, ...more: readonly string[]) => cli(['support', verb, ...more, '--fleet', fleet.fleetFile, '--desk-file', join(folder, 'desk.sqlite'), '--as', person])
const json = async <T>(person: string, verb: string, ...more: readonly string[]): Promise<T> => JSON.parse((await as(person, verb, ...more, '--json')).stdout) as T // as the office answers
const wish = ['acme', 'frontend', '--what', 'application,ssh', '--reference', 'REQ-1', '--asked-by', 'J. Doe', '--reason', 'Login fails', '--minutes', '60'] as const

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watchfloor-support-'))
  await writeFile(join(folder, 'support.json'), JSON.stringify(scenario))
  fleet = await serveTraining(join(folder, 'support.json'))
})
afterAll(async () => {
  await fleet.stop()
  await rm(folder, { recursive: true, force: true })
})

describe('Support access on the command line', () => {
  it('is asked for by one operator, approved by another, open when AWS was read, and closed with a proof', async () => {
    const preview = await json<GrantPreview>('ana', 'grant', ...wish, '--preview')
    expect(preview.issues).toEqual([])
    expect(preview.calls.filter((call) => call.startsWith('scheduler:CreateSchedule'))).toHaveLength(2)
    const asked = await json<GrantView>('ana', 'grant', ...wish)
    // Of the addresses that RFC 5737 keeps for examples: as the training fleet says it sees us.
    expect(asked).toMatchObject({ stage: 'asked', by: 'ana', cidr: expect.stringMatching(/^198\.51\.100\.\d+\/32$/) as string })
    expect(await as('ana', 'approve', asked.id, '--hash', asked.hash)).toMatchObject({ code: 1, stderr: 'You asked for this, so somebody else approves it.\n' })
    const open = await json<GrantView>('ben', 'approve', asked.id, '--hash', asked.hash)
    expect(open).toMatchObject({ stage: 'open', doors: [{ kind: 'application', state: 'open', closesByItselfAtMs: asked.untilMs }, { kind: 'ssh', state: 'open' }] })
    const ended = await json<GrantView>('ben', 'end', asked.id, '--why', 'Done')
    expect(ended).toMatchObject({ stage: 'closed', ended: { how: 'ended', by: 'ben' } })
    expect(ended.proof?.words).toContain('does not name')
    expect((await as('ana', 'status')).stdout).toContain('closed')
  })

  it('closes by itself while every console is off, which the next one proves', async () => {
    const asked = await json<GrantView>('ana', 'grant', ...wish, '--break-glass', 'acme')
    expect(asked).toMatchObject({ stage: 'open', isBreakGlass: true })
    await advance(fleet, 2 * hourMs)
    const status = await json<SupportDeskView>('ben', 'status')
    expect(status.grants.find(({ id }) => id === asked.id)?.stage).toBe('revoking')
    expect((await as('ben', 'status', '--grant', asked.id)).code).toBe(1)
    const desk = await json<SupportDeskView>('ben', 'reconcile')
    expect(desk).toMatchObject({ openReviews: 1, drifts: [], blindSpots: [] })
    expect(desk.grants.find(({ id }) => id === asked.id)).toMatchObject({ stage: 'closed', ended: { how: 'expired' } })
    expect((await as('ana', 'review', asked.id, '--words', 'Fine')).code).toBe(1)
    expect((await as('ben', 'review', asked.id, '--words', 'As asked for by phone')).code).toBe(0)
  })

  it('is compared by several consoles at once, one after another, and nothing is wrong for that', async () => {
    const answers = await Promise.all(['ana', 'ben', 'cleo'].map((person) => as(person, 'reconcile')))
    expect(answers.map(({ code, stderr }) => [code, stderr])).toEqual([[0, ''], [0, ''], [0, '']])
  })

  it('finds a rule that nobody granted, and removes it', async () => {
    await control(fleet, 'events', { kind: 'support.stray-rule', tenant: 'acme' })
    const found = await as('ana', 'reconcile', '--json')
    expect(found.code).toBe(1)
    const { drifts } = JSON.parse(found.stdout) as SupportDeskView
    expect(drifts).toMatchObject([{ kind: 'rule-without-grant', tenant: 'acme' }])
    expect(await json<SupportDeskView>('ana', 'repair', drifts[0]!.id)).toMatchObject({ drifts: [] })
  })

  it('is told to the client, with what AWS’s own records say', async () => {
    const html = await as('ana', 'statement', 'acme')
    expect(html.code).toBe(0)
    for (const part of ['<!doctype html>', 'REQ-1', 'ben', 'AWS’s own records (CloudTrail)', 'AuthorizeSecurityGroupIngress', 'may be 15 minutes late']) expect(html.stdout).toContain(part)
    const csv = await as('ana', 'statement', 'acme', '--csv')
    expect(csv.stdout.split('\n').filter((line) => line.startsWith('"grant",'))).toHaveLength(2)
  })

  it('ends with 1 while somebody works on an open grant in AWS, also for that grant alone, and says what', async () => {
    const asked = await json<GrantView>('ana', 'grant', ...wish)
    expect((await as('ben', 'approve', asked.id, '--hash', asked.hash)).code).toBe(0)
    await control(fleet, 'events', { kind: 'support.schedule-deleted', tenant: 'acme' })
    const putRight = await as('ana', 'reconcile')
    expect(putRight.code).toBe(1)
    expect(putRight.stdout).toMatch(new RegExp(`^open +${asked.id} .*  FOUND: AWS had lost the schedule that closes .*; it was made again`, 'm'))
    await control(fleet, 'events', { kind: 'support.document-deleted', tenant: 'acme' })
    expect(await as('ana', 'reconcile')).toMatchObject({ code: 1, stdout: expect.stringContaining(`${asked.id} is granted, but the document`) as unknown })
    const alone = await as('ana', 'status', '--grant', asked.id)
    expect(alone.code).toBe(1)
    for (const part of ['[open]  Granted, but AWS does not show it open any more', 'drift     acme, frontend', '  FOUND     ']) expect(alone.stdout).toContain(part)
    await as('ben', 'end', asked.id, '--why', 'Done')
    expect(await as('ana', 'status', '--grant', asked.id)).toMatchObject({ code: 0, stdout: expect.not.stringContaining('FOUND') as unknown })
  })

  it('may last a minute', async () => {
    expect(await json<GrantView>('ana', 'grant', ...wish.slice(0, -1), '1')).toMatchObject({ stage: 'asked' })
  })

  it('is not given while AWS’s clock is a minute and a half ahead, is given again when that is over, and with ten seconds between them', async () => {
    await control(fleet, 'events', { kind: 'clock.skew', seconds: 90, for: 'PT10M' })
    const refused = await as('ana', 'grant', ...wish)
    expect([refused.code, refused.stdout]).toEqual([1, ''])
    expect(refused.stderr).toContain('This computer’s clock is 90 s behind AWS time: more than a minute')
    expect((await as('ana', 'grant', ...wish, '--preview')).stdout).toContain('90 s behind AWS time')
    await advance(fleet, 11 * minuteMs)
    expect((await as('ana', 'grant', ...wish)).code).toBe(0)
    await control(fleet, 'events', { kind: 'clock.skew', seconds: 10, for: 'PT10M' })
    expect((await as('ana', 'grant', ...wish)).code).toBe(0)
  })

  it.each([
    ['without an end', ['acme', 'frontend', '--reference', 'R', '--asked-by', 'J', '--reason', 'x'], 2],
    ['for longer than the desk allows', ['acme', 'frontend', '--reference', 'R', '--asked-by', 'J', '--reason', 'x', '--minutes', '2000'], 1],
    ['without an approval and not before tomorrow', ['acme', 'frontend', '--reference', 'R', '--asked-by', 'J', '--reason', 'x', '--from', '2026-03-03T12:00:00Z', '--minutes', '20', '--break-glass', 'acme'], 1],
    ['for a tenant that is not there', ['nobody', 'frontend', '--reference', 'R', '--asked-by', 'J', '--reason', 'x', '--minutes', '20'], 1],
  ])('is refused %s', async (_, words, code) => {
    expect((await as('ana', 'grant', ...words)).code).toBe(code)
  })

  it('is asked for by somebody with a name, and known by an id that there is', async () => {
    expect(await as('ana ', 'status')).toMatchObject({ code: 2, stderr: expect.stringContaining('“ana ” is none') as unknown })
    expect((await as('ana', 'end', 'g-000000000000', '--why', 'done')).code).toBe(1)
  })

  it('is in the trail of who did what with its tenant and its id', async () => {
    const { stdout } = await cli(['audit', 'list', '--fleet', fleet.fleetFile, '--desk-file', join(folder, 'desk.sqlite'), '--json'])
    const asked = (JSON.parse(stdout) as { rows: readonly unknown[] }).rows.map((row) => JSON.stringify(row)).filter((row) => row.includes('"what":"support.grant"'))
    expect(asked.filter((row) => row.includes('"tenants":["acme"]')).length).toBeGreaterThan(0)
    expect(asked.some((row) => /"about":\{"id":"g-|"about":\{"kind":"grant","id":"g-/.test(row))).toBe(true)
  })
})
