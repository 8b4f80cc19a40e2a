import { beforeAll, describe, expect, it } from 'vitest'
import { appError } from '#shared/kernel/app-error'
import { err } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import type { SupportMatter } from '#shared/support/matter'
import { createSourceSupport, type SourceSupport } from '#electron/app/support/source-support'
import type { DeskStore } from '#electron/ports/desk-store'
import { aTenant } from '#test/builders/fleet'
import { silentLogger } from '#test/fakes/fake-watch-parts'
import { createFakeSupportAws } from '../../support/fake-support-aws'
import { aWish, openSupportStage, supportConfig, valueOf } from '../../support/support-stage'

type Parts = Parameters<ReturnType<typeof createSourceSupport>>

function openStage() {
  const aws = createFakeSupportAws(() => stage.time.clock.nowMs())
  const stage = openSupportStage({ operators: aws.operators })
  const heeded: (readonly SupportMatter[])[] = []
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 100; turn += 1) await stage.settle()
  }
  /** A window whose fleet file names no doors, with the grants of before in its desk. Nobody asks anything. Of its source it has only what support access looks at. */
  const window = (store: DeskStore = stage.storeOf('ana')): SourceSupport => {
    const config = { ...supportConfig(), tenants: [aTenant('acme')] }
    // A port that nothing listens on, and no keys: what is due in AWS fails at once.
    const open = { access: { config, endpoint: 'http://127.0.0.1:1', credentials: { forAccount: async () => err(appError('expired', 'The sign-in ended.')), drop: () => undefined } } } as unknown as Parts[0]
    const watch = { status: async () => ({ awsOffsetMs: 0 }), heed: ({ support }: { readonly support: readonly SupportMatter[] }) => void heeded.push(support) } as unknown as Parts[1]
    const { clock, timers } = stage.time
    return createSourceSupport({ publish: () => undefined, clock, timers, logger: silentLogger })(open, watch, { store } as Parts[2], { store: async () => err(appError('notFound', 'None.')) })
  }
  const pass = async (ms: number): Promise<void> => {
    const untilMs = stage.time.clock.nowMs() + ms
    while (stage.time.clock.nowMs() < untilMs) {
      await stage.pass(5 * secondMs)
      await settled()
    }
  }
  /** What asks AWS is loaded on the way, which takes as many turns as it takes. */
  const until = async (isSo: () => boolean): Promise<void> => {
    for (let turn = 0; turn < 100_000 && !isSo(); turn += 1) await stage.settle()
  }
  return { ...stage, heeded, window, pass, settled, until }
}

async function openGrant(stage: ReturnType<typeof openStage>, more: Parameters<typeof aWish>[0] = {}) {
  const ana = stage.consoleOf('ana')
  const asked = valueOf(await ana.ask(aWish(more)))
  valueOf(await stage.consoleOf('ben').approve(asked.id, asked.hash))
  valueOf(await ana.reconcile())
  return { ana, asked }
}

describe('A window whose fleet file has lost its doors', () => {
  // Loaded by the first round.
  beforeAll(() => Promise.all([import('#electron/desk/open-support'), import('#electron/desk/own-address')]))

  it('looks after what is still open, though nobody asks it', async () => {
    const stage = openStage()
    const { ana, asked } = await openGrant(stage)
    valueOf(await ana.end(asked.id, 'Done'))
    const window = stage.window()
    await stage.pass(10 * secondMs)
    await stage.until(() => stage.heeded.length > 0)
    await stage.pass(90 * secondMs)
    await stage.until(() => stage.heeded.at(-1)?.length === 1)
    expect(stage.heeded.at(-1)?.map(({ kind, grant }) => [kind, grant])).toEqual([['trouble', asked.id]])
    await window.stop()
  })

  it('reads the desk once where everything is closed, and looks no more', async () => {
    const stage = openStage()
    const { ana, asked } = await openGrant(stage)
    valueOf(await ana.end(asked.id, 'Done'))
    valueOf(await ana.reconcile())
    expect(valueOf(await ana.grant(asked.id)).stage).toBe('closed')
    const window = stage.window()
    await stage.pass(10 * secondMs)
    await stage.pass(90 * secondMs)
    window.reconcileSoon()
    await stage.settled()
    expect(stage.heeded).toEqual([])
    await window.stop()
  })

  it('goes on looking while the desk cannot be read', async () => {
    const stage = openStage()
    await openGrant(stage)
    let isAway = true
    const real = stage.storeOf('ana')
    const away = async () => err(appError('unreachable', 'The desk’s store cannot be reached.'))
    const store = new Proxy(real, { get: (target, name: keyof DeskStore) => (isAway ? away : target[name]) })
    const window = stage.window(store)
    await stage.pass(10 * secondMs)
    isAway = false
    await stage.pass(90 * secondMs)
    await stage.until(() => stage.heeded.length > 0)
    expect(stage.heeded.length).toBeGreaterThan(0)
    await window.stop()
  })
})
