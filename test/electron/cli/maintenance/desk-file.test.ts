import { describe, expect, it } from 'vitest'
import { deskFile, refusalOfDamage } from '#electron/cli/maintenance/desk-file'

const missing = '/nowhere/desk.sqlite'
const wish = { named: missing, fleetFile: '/nowhere/fleet.yaml', isWholeDesk: true, mayBegin: false } as const

describe('The desk’s file of a command', () => {
  it('that is not there is found by no command but the one that may begin a desk', () => {
    expect(deskFile(wish)).toMatchObject({ ok: false, error: { kind: 'notFound', message: `There is no desk in ${missing}. Correct --desk-file, or begin a desk with \`maintenance plan\`.` } })
    expect(deskFile({ ...wish, mayBegin: true })).toEqual({ ok: true, value: missing })
  })

  it('need not be there when it only keeps copies of a desk elsewhere', () => {
    expect(deskFile({ ...wish, isWholeDesk: false })).toEqual({ ok: true, value: missing })
  })

  it('is another one for each fleet file unless it is named', () => {
    const usual = (fleetFile: string) => deskFile({ ...wish, named: undefined, fleetFile, mayBegin: true })
    expect(usual('/a.yaml')).toEqual(usual('/a.yaml'))
    expect(usual('/a.yaml')).not.toEqual(usual('/b.yaml'))
    expect(deskFile({ ...wish, named: undefined })).toMatchObject({ ok: false, error: { kind: 'notFound', message: expect.stringContaining('Name the desk’s file with --desk-file, correct --fleet, or begin') as string } })
  })

  it('that was damaged is not worked on, and where it went is said', () => {
    expect(refusalOfDamage({ kind: 'sqlite', setAside: `${missing}.damaged-1` }, missing)).toMatchObject({ kind: 'invalidFile', message: expect.stringContaining(`The desk in ${missing} was damaged and was moved to ${missing}.damaged-1; an empty one stands in its place. Nothing was done.`) as string })
    expect(refusalOfDamage({ kind: 'sqlite', setAside: 'elsewhere' }, missing)?.message).toContain('no support access, which no console closes any more; what is open closes by its schedule in AWS')
    expect(refusalOfDamage({ kind: 'sqlite' }, missing)).toBeUndefined()
    expect(refusalOfDamage({ kind: 'dynamodb', setAside: 'copies' }, missing)).toBeUndefined()
  })
})
