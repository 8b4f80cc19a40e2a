import { describe, expect, it } from 'vitest'
import { bindDesk, type DeskOpener } from '#electron/desk/desk-binding'
import { openLocalDesk } from '#electron/adapters/sqlite/desk/local-desk'

const aws: DeskOpener['config'] = { signIn: { kind: 'profile', profile: 'ops' }, accounts: [{ id: '111122223333', name: 'main', role: 'r', regions: ['eu-west-1'] }] } as unknown as DeskOpener['config']
const otherAws: DeskOpener['config'] = { ...aws, accounts: [{ ...aws.accounts[0]!, id: '999988887777' }] }
const training: DeskOpener['config'] = { ...aws, signIn: { kind: 'training' }, endpoint: 'http://127.0.0.1:5599' }
/** Says that it is no training, and yet nobody of AWS answers there. */
const simulated: DeskOpener['config'] = { ...aws, endpoint: 'http://127.0.0.1:5599' }

function aDesk() {
  const opened = openLocalDesk({ file: ':memory:', nowMs: 0 })
  if (!opened.ok) throw new Error(opened.error.message)
  const { desk } = opened.value
  let next = 0
  return { desk, open: (config: DeskOpener['config'], isNamed = true) => bindDesk({ config, desk, file: 'desk.sqlite', isNamed, ids: { next: () => `id-${(next += 1)}` } }) }
}

const fine = { ok: true }
const kept = (words: string) => ({ ok: false, error: { kind: 'forbidden', message: expect.stringContaining(words) as string } })

describe('A desk’s file', () => {
  it('that AWS’s operators have opened is never opened by a training fleet, named or not', async () => {
    const { open } = aDesk()
    expect(await open(aws, false)).toMatchObject(fine)
    expect(await open(training)).toMatchObject(kept('The desk in desk.sqlite belongs to a fleet in AWS, and the fleet file is that of a training fleet. Nothing was done. Correct --desk-file or --fleet.'))
    expect(await open(training, false)).toMatchObject(kept('Move the desk’s file away'))
    expect(await open(simulated)).toMatchObject(kept('belongs to a fleet in AWS'))
    expect(await open(aws)).toMatchObject(fine)
  })

  it('in which trainees spoke is never a desk of AWS', async () => {
    const { open } = aDesk()
    expect(await open(training)).toMatchObject(fine)
    expect(await open(training)).toMatchObject(fine)
    expect(await open(aws)).toMatchObject(kept('belongs to a training fleet'))
  })

  it('that somebody names is opened by its own fleet alone; a fleet file’s own may get other accounts', async () => {
    const { open } = aDesk()
    await open(aws)
    expect(await open(otherAws)).toMatchObject(kept('belongs to another fleet: that of the accounts 111122223333'))
    expect(await open(otherAws, false)).toMatchObject(fine)
  })

  it('from before desks were bound is taken by a training fleet only where it was its own, and by AWS', async () => {
    const { open, desk } = aDesk()
    await desk.say({ kind: 'grant', subject: 'g-1', id: 'asked', by: 'ana', body: {} })
    expect(await open(training)).toMatchObject(kept('does not say to which fleet it belongs'))
    expect(await open(aws)).toMatchObject(fine)
    const own = aDesk()
    await own.desk.say({ kind: 'grant', subject: 'g-1', id: 'asked', by: 'ana', body: {} })
    expect(await own.open(training, false)).toMatchObject(fine)
  })
})
