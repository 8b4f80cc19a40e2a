import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hourMs } from '#shared/kernel/time'
import type { NoticeWindow } from '#shared/maintenance/login-notice'
import { publishWindow, type NoticePlace } from '#electron/maintenance/notices/login-screen'
import type { ObjectOperator } from '#electron/ports/operator/objects'
import { home, openEffectStage, region, type EffectStage } from '../effects/stage'

const nowMs = Date.UTC(2026, 2, 2, 12)
const window = (id: string, more: Partial<NoticeWindow> = {}): NoticeWindow => ({
  id,
  sequence: 1,
  state: 'planned',
  access: 'closed',
  title: 'Upgrade',
  startsAt: new Date(nowMs + 50 * hourMs).toISOString(),
  endsAt: new Date(nowMs + 52 * hourMs).toISOString(),
  ...more,
})

let stage: EffectStage
beforeAll(async () => {
  stage = await openEffectStage({ steps: [] })
})
afterAll(() => stage.stop())

let count = 0
/** A place of its own for each test. */
const freshPlace = (): NoticePlace => ({ tenant: 'acme', timeZone: 'Europe/Berlin', bucket: `notices-${home}-${region}`, key: `acme-${(count += 1)}.json` })
const objects = (): ObjectOperator => stage.context.operators(home, region).objects
const options = (over: Partial<ObjectOperator> = {}) => ({ objects: { ...objects(), ...over }, call: stage.context.call, nowMs })
const stored = async ({ bucket, key }: NoticePlace): Promise<unknown> => {
  const found = await objects().get(stage.context.call, bucket, key)
  if (!found.ok) throw new Error(found.error.error.message)
  return JSON.parse(found.value.value.body)
}

describe('The notice of a login screen', () => {
  it('is made with its first window, and every plan adds its own', async () => {
    const place = freshPlace()
    expect(await publishWindow(options(), place, window('a'))).toMatchObject({ ok: true })
    expect(await publishWindow(options(), place, window('b'))).toMatchObject({ ok: true })
    expect(await stored(place)).toMatchObject({ version: 1, revision: 2, tenant: 'acme', timeZone: 'Europe/Berlin', windows: [{ id: 'a' }, { id: 'b' }] })
  })

  it('said again is not written again, and an older word does not take the place of a newer', async () => {
    const place = freshPlace()
    await publishWindow(options(), place, window('a', { sequence: 2, state: 'cancelled' }))
    const first = await stored(place)
    await publishWindow(options(), place, window('a', { sequence: 2, state: 'cancelled' }))
    await publishWindow(options(), place, window('a'))
    expect(await stored(place)).toEqual(first)
  })

  it('keeps the words of six consoles that write at once', async () => {
    const place = freshPlace()
    const ids = ['a', 'b', 'c', 'd', 'e', 'f']
    const results = await Promise.all(ids.map((id) => publishWindow(options(), place, window(id))))
    const written = ids.filter((_, at) => results[at]!.ok)
    // Who lost each time was told so; nobody's word that was taken is missing.
    expect(written.length).toBeGreaterThan(0)
    const notice = (await stored(place)) as { readonly windows: readonly { readonly id: string }[] } // as it was written
    expect(notice.windows.map(({ id }) => id).sort()).toEqual(written)
  })

  it('that got no answer is read again, not written twice', async () => {
    const place = freshPlace()
    let answers = 0
    const lossy: Partial<ObjectOperator> = {
      put: async (call, document, over) => {
        const written = await objects().put(call, document, over)
        answers += 1
        if (answers > 1 || !written.ok) return written
        return { ok: false, error: { why: 'unknown', error: { kind: 'timeout', message: 'no answer', retry: 'later' } } }
      },
    }
    expect(await publishWindow(options(lossy), place, window('a'))).toMatchObject({ ok: true, value: { revision: 1 } })
    expect(answers).toBe(1)
  })

  it('is not written over what is none, nor over another tenant’s', async () => {
    const foreign = freshPlace()
    await objects().put(stage.context.call, { bucket: foreign.bucket, key: foreign.key, body: '<html>', contentType: 'text/html' }, 'nothing')
    expect(await publishWindow(options(), foreign, window('a'))).toMatchObject({ ok: false, error: { kind: 'unreadableReply' } })
    const place = freshPlace()
    await publishWindow(options(), place, window('a'))
    expect(await publishWindow(options(), { ...place, tenant: 'zeta' }, window('b'))).toMatchObject({ ok: false, error: { kind: 'conflict' } })
    expect(await stored(place)).toMatchObject({ revision: 1, tenant: 'acme' })
  })

  it('whose bucket is not there says so, and where to correct it', async () => {
    expect(await publishWindow(options(), { ...freshPlace(), bucket: 'nobody-has-this' }, window('a'))).toMatchObject({ ok: false, error: { kind: 'notFound', message: expect.stringContaining('nobody-has-this') as string } })
  })
})
