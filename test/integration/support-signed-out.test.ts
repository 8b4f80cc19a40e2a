import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseFleetFile } from '#shared/fleet/fleet-file'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import { minuteMs, secondMs } from '#shared/kernel/time'
import type { GrantView } from '#shared/support/support-view'
import { createAwsOperators } from '#electron/adapters/aws/index'
import { openLocalDesk } from '#electron/adapters/sqlite/desk/local-desk'
import { createSqliteDeskStore } from '#electron/adapters/sqlite/desk/sqlite-desk-store'
import { sha256 } from '#electron/adapters/system/digest'
import { nextTurn } from '#electron/adapters/system/event-loop'
import { silentLogger } from '#electron/adapters/system/logger'
import { openBench, type SignInBench } from '#electron/drill/sign-in/bench'
import { seededIds } from '#electron/drill/seeded-ids'
import type { AwsOperators } from '#electron/ports/aws-operator'
import { createSupportOffice, type RunningSupport } from '#electron/support/support-office'

/** The product's own sign-in before a training Identity Center, and support access with its keys: what is claimed while nobody is signed in. */
let bench: SignInBench
let close: () => Promise<void>
let office: RunningSupport
let grant: GrantView
/** What was asked of AWS, in order. */
let asked: string[]
/** Calls that are not answered yet, or were refused a key. */
let out = 0

beforeEach(async () => {
  bench = await openBench({ accounts: 1 })
  const { time, fleet } = bench
  const program = bench.program()
  await program.signInNow()
  const parsed = parseFleetFile(fleet.signInFleetFileText(), 'the training fleet')
  if (!parsed.ok) throw new Error(parsed.error.message)
  const { config } = parsed.value
  const { id: tenant, support } = config.tenants.find((each) => each.support !== undefined)!
  const desk = openLocalDesk({ file: ':memory:', nowMs: time.clock.nowMs() })
  if (!desk.ok) throw new Error(desk.error.message)
  asked = []
  const real = createAwsOperators({ endpoint: fleet.endpoint, credentials: program.credentials, ...time })
  const storeOf = (person: string) =>
    createSqliteDeskStore({ desk: desk.value.desk, clock: time.clock, person: async () => (program.view().state.kind === 'active' ? ok(person) : err(appError('expired', 'It is not known yet who sits here. Sign in; then what you write is kept in your name.'))) })
  const consoleOf = (person: string): RunningSupport =>
    createSupportOffice({
      config: { ...config, tenants: config.tenants.map((each) => (each.support === undefined ? each : { ...each, support: { ...each.support, selfService: false } })) },
      store: storeOf(person),
      sight: { awsOffsetMs: async () => ok(0) },
      operators: noting(real),
      ownAddress: async () => ok('198.51.100.7'),
      digest: sha256,
      ...time,
      ids: seededIds(person.length),
      logger: silentLogger,
      console: person,
      changed: () => undefined,
    })
  office = consoleOf('ana')
  office.makeRounds(() => undefined)
  const wish = { tenant, environment: support!.doors[0]!.environment, what: ['application'] as const, reference: 'REQ-1', askedBy: 'J. Doe', reason: 'Login fails', untilMs: time.clock.nowMs() + 20 * minuteMs }
  const wished = await office.ask(wish)
  if (!wished.ok) throw new Error(wished.error.message)
  const approved = await consoleOf('benedict').approve(wished.value.id, wished.value.hash)
  if (!approved.ok) throw new Error(approved.error.message)
  grant = approved.value
  await comesTo(async () => (await shown()).stage === 'open')
  close = async () => {
    await office.stop()
    await quiet()
    for (const { id } of config.accounts) real(id, 'eu-west-1').close()
    await desk.value.close()
    await bench.stop()
  }
})
afterEach(() => close())

/** Every answer of AWS is noted: `parameters.get`; what never left because there were no keys is not. */
function noting(operators: AwsOperators): AwsOperators {
  return (account, region) => {
    const { parameters, network, schedules, ...inner } = operators(account, region)
    const watched = <P extends object>(name: string, port: P): P =>
      new Proxy(port, {
        get: (target, method): unknown => {
          const own: unknown = Reflect.get(target, method)
          return typeof own !== 'function' ? own : async (call: object, ...rest: readonly unknown[]): Promise<unknown> => {
            out += 1
            try {
              return await (Reflect.apply(own, target, [{ ...call, onRequest: async () => void asked.push(`${name}.${String(method)}`) }, ...rest]) as Promise<unknown>) // every member of these ports answers later
            } finally {
              out -= 1
            }
          }
        },
      })
    return { ...inner, parameters: watched('parameters', parameters), network: watched('network', network), schedules: watched('schedules', schedules) }
  }
}

/** Whatever is under way has ended, and what follows from it has begun. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 200 || out > 0; turn += 1) await nextTurn()
}

/** Within ten seconds of the world's time: long before a round or a try is due by itself. */
async function comesTo(isSo: () => Promise<boolean>): Promise<void> {
  for (let second = 0; second < 10 && !(await isSo()); second += 1) {
    await bench.advance(secondMs)
    await quiet()
  }
  expect(await isSo()).toBe(true)
}

const shown = async (): Promise<GrantView> => {
  const view = await office.grant(grant.id)
  if (!view.ok) throw new Error(view.error.message)
  return view.value
}

/** AWS ends the sign-in, and the next call with its token finds out. */
async function signInEnds(): Promise<void> {
  expect(bench.fleet.inject({ kind: 'session.revoked' }).ok).toBe(true)
  // Role keys outlive the sign-in; they are given up as when AWS says that they have expired.
  for (const account of bench.accounts) bench.program().credentials.drop(account)
  await bench.playOut(bench.program().callWith(bench.accounts[0]!))
  expect(bench.program().view().state.kind).toBe('expired')
}

describe('While nobody is signed in', () => {
  it('nothing is asked of AWS, a door that was open is not known to be, and nothing is claimed to be closed after its end', async () => {
    expect(await shown()).toMatchObject({ stage: 'open', doors: [{ state: 'open' }] })
    await signInEnds()
    asked.length = 0
    await bench.advance(5 * minuteMs)
    await quiet()
    expect(asked).toEqual([])
    expect(await shown()).toMatchObject({ stage: 'open', words: expect.stringContaining('is in trouble') as string, doors: [{ state: 'unknown', trouble: expect.stringMatching(/[Ss]ign in/) as string }] })
    await bench.advance(20 * minuteMs)
    await quiet()
    expect(asked).toEqual([])
    const over = await shown()
    expect(over).toMatchObject({ stage: 'revoking', words: expect.stringContaining('unverified') as string, doors: [{ state: 'unknown' }] })
    expect(over.proof).toBeUndefined()
  })

  it('signing in reconciles at once, and shows the proof', async () => {
    await signInEnds()
    await bench.advance(25 * minuteMs)
    await quiet()
    asked.length = 0
    await bench.program().signInNow()
    office.reconcileSoon()
    await comesTo(async () => (await shown()).stage === 'closed' && (await deskNow()).comparedAtMs !== undefined)
    expect(asked.slice(0, 2)).toEqual(['schedules.get', 'parameters.get'])
    const closed = await shown()
    expect(closed).toMatchObject({ stage: 'closed', doors: [{ state: 'closed' }] })
    expect(closed.proof).toMatchObject({ words: expect.stringContaining('read') as string })
    const { comparedAtMs = 0 } = await deskNow()
    expect(closed.proof!.atMs).toBeLessThanOrEqual(comparedAtMs)
  })
})

const deskNow = async () => {
  const desk = await office.desk()
  if (!desk.ok) throw new Error(desk.error.message)
  return desk.value
}

describe('After a sleep', () => {
  it.each(['stoodStill', 'overdue'] as const)('past the end nothing is claimed before AWS was read; waking up reconciles first, and shows the proof (timers: %s)', async (timers) => {
    expect(await shown()).toMatchObject({ stage: 'open' })
    await bench.sleep(30 * minuteMs, timers)
    asked.length = 0
    expect(await shown()).toMatchObject({ stage: 'revoking', words: expect.stringContaining('unverified') as string })
    office.reconcileSoon()
    await comesTo(async () => (await shown()).stage === 'closed' && (await deskNow()).comparedAtMs !== undefined)
    expect(asked.slice(0, 2)).toEqual(['schedules.get', 'parameters.get'])
    const closed = await shown()
    expect(closed).toMatchObject({ stage: 'closed', doors: [{ state: 'closed' }] })
    expect(closed.proof!.atMs).toBeLessThanOrEqual((await deskNow()).comparedAtMs ?? 0)
  })
})
