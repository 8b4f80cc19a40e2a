import { afterEach, describe, expect, it } from 'vitest'
import { aDraft, openOfficeStage, startAtMs, valueOf } from './office-stage'

let stage: ReturnType<typeof openOfficeStage>
afterEach(() => stage.close())

const opensAtMs = Date.UTC(2026, 2, 5, 21)

/** Everything is ready, and the window is open. */
async function dueWindow(draft = aDraft()) {
  const [ana, ben] = [stage.consoleOf('ana'), stage.consoleOf('ben')]
  const { id, hash } = valueOf(await ana.save(draft))
  valueOf(await ben.approve(id, hash))
  valueOf(await ana.announce(id))
  await stage.pass(opensAtMs - startAtMs)
  return { id, start: () => ana.start({ id, hash }), preflight: () => ana.validate(id) }
}

describe('Before a start', () => {
  it('AWS is asked whether it offers the upgrade', async () => {
    stage = openOfficeStage()
    const { start, preflight } = await dueWindow()
    expect(valueOf(await preflight())).toEqual([])
    stage.offered.versions = ['8.0.40', '8.0.41']
    expect(valueOf(await preflight()).map(({ kind, message }) => `${kind}: ${message}`)).toEqual([
      'database: acme-frontend cannot become 8.0.39 from 8.0.36. AWS offers 8.0.40, 8.0.41. Change the plan.',
      'database: zenith-frontend cannot become 8.0.39 from 8.0.36. AWS offers 8.0.40, 8.0.41. Change the plan.',
    ])
    expect(await start()).toMatchObject({ ok: false, error: { kind: 'conflict' } })
    stage.offered.versions = ['8.0.39']
    expect(await start()).toMatchObject({ ok: true })
  })

  it('the fleet is asked who stands on the plan’s app groups now', async () => {
    stage = openOfficeStage()
    const app = { arn: 'arn:app', name: 'frontend-app', tenants: ['acme'], environment: 'frontend' }
    stage.groups.push(app)
    const { start, preflight } = await dueWindow(aDraft({ steps: [{ kind: 'app.instance-refresh', minHealthyPercent: 90 }] }))
    expect(valueOf(await preflight())).toEqual([])
    stage.groups.splice(0, 1, { ...app, tenants: ['acme', 'zenith'] })
    expect(valueOf(await preflight()).map(({ kind, message }) => `${kind}: ${message}`)).toEqual(['group: Name of zenith joined frontend-app since the plan was made, and was told nothing. Make the plan anew.'])
    expect(await start()).toMatchObject({ ok: false, error: { kind: 'conflict' } })
  })

  it.each([
    ['of which no load balancer is known', {}, ['zenith']],
    ['whose hosts the fleet file does not name', { hostless: ['zenith'] }, []],
  ])('a tenant %s is in the way of a window that closes', async (_, wish, doorless) => {
    stage = openOfficeStage(wish)
    const { start, preflight } = await dueWindow()
    doorless.forEach((tenant) => stage.doorless.add(tenant))
    expect(valueOf(await preflight())).toEqual([
      {
        kind: 'access',
        tenant: 'zenith',
        message: 'Name of zenith cannot be closed: its people would work on while it is changed. Name its hosts in the fleet file and see that the watch finds its load balancer, or plan this window without downtime.',
      },
    ])
    expect(await start()).toMatchObject({ ok: false, error: { kind: 'conflict', issues: [{ path: 'access' }] } })
    expect(stage.happened).toEqual([])
  })

  it('nobody has to be kept out of a window without downtime', async () => {
    stage = openOfficeStage({ hostless: ['acme', 'zenith'] })
    const { start, preflight } = await dueWindow(aDraft({ kind: 'noDowntime', steps: [{ kind: 'db.modify', changes: { retentionDays: 30 } }] }))
    expect(valueOf(await preflight())).toEqual([])
    expect(await start()).toMatchObject({ ok: true })
  })
})
