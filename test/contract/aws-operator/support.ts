import { describe, expect, it } from 'vitest'
import { minuteMs } from '#shared/kernel/time'
import type { Schedule } from '#electron/ports/operator/schedules'
import { done, newCall, operatorOf, why, type OperatorTarget } from './target'

/** What support access and the audit's anchors ask of AWS, on every server. */
export function describeSupport(target: () => OperatorTarget): void {
  describe('parameters', () => {
    const name = '/watchfloor/support-access/acme-bank/frontend'
    const parameters = () => operatorOf(target()).parameters

    it('are made once, replaced, and read back with their version', async () => {
      expect(why(await parameters().get(newCall(), name))).toBe('gone')
      expect(done(await parameters().put(newCall(), { name, value: '{"grants":[]}', how: 'create' }))).toEqual({ version: 1 })
      expect(why(await parameters().put(newCall(), { name, value: '{}', how: 'create' }))).toBe('alreadyThere')
      expect(done(await parameters().put(newCall(), { name, value: '{"grants":[1]}', how: 'replace' }))).toEqual({ version: 2 })
      expect(done(await parameters().get(newCall(), name))).toMatchObject({ name, value: '{"grants":[1]}', version: 2 })
    })

    it('keep what was written before, oldest first', async () => {
      const other = `${name}-history`
      for (const value of ['a', 'b', 'c']) done(await parameters().put(newCall(), { name: other, value, how: 'replace' }))
      const history = done(await parameters().history(newCall(), other))
      expect(history.map(({ value, version }) => `${version} ${value}`)).toEqual(['1 a', '2 b', '3 c'])
      expect(why(await parameters().history(newCall(), `${name}-never`))).toBe('gone')
    })

    it('are found below a path, however many there are', async () => {
      const below = Array.from({ length: 12 }, (_, at) => `/below/some/${String(at).padStart(2, '0')}`)
      for (const one of below) {
        done(await parameters().put(newCall(), { name: one, value: 'x', how: 'replace' }))
        // AWS takes three writes a second.
        await target().pass(5_000)
      }
      expect(done(await parameters().under(newCall(), '/below')).map((one) => one.name).sort()).toEqual(below)
      expect(done(await parameters().under(newCall(), '/nothing'))).toEqual([])
    })
  })

  describe('rules of a security group', () => {
    const network = () => operatorOf(target()).network
    const rule = (cidr: string) => ({ securityGroup: target().securityGroup, cidr, port: 22, description: 'watchfloor: g-1 ana' })

    it.each(['198.51.100.7/32', '2001:db8::7/128'])('let %s in once, say so, and are revoked', async (cidr) => {
      const made = done(await network().authorize(newCall(), rule(cidr)))
      expect(made).toMatchObject({ securityGroup: target().securityGroup, cidr, protocol: 'tcp', fromPort: 22, toPort: 22, description: 'watchfloor: g-1 ana' })
      expect(why(await network().authorize(newCall(), { ...rule(cidr), description: 'watchfloor: g-2' }))).toBe('alreadyThere')
      expect(done(await network().ingress(newCall(), target().securityGroup)).filter((one) => one.id === made.id)).toEqual([made])
      done(await network().revoke(newCall(), target().securityGroup, made.id))
      expect(done(await network().ingress(newCall(), target().securityGroup)).filter((one) => one.cidr === cidr)).toEqual([])
      expect(why(await network().revoke(newCall(), target().securityGroup, made.id))).toBe('gone')
    })

    it('cannot be made in a group that is not there', async () => {
      expect(why(await network().authorize(newCall(), { ...rule('198.51.100.8/32'), securityGroup: 'sg-0123456789abcdef0' }))).toBe('gone')
    })
  })

  describe('schedules', () => {
    const schedules = () => operatorOf(target()).schedules
    const at = { group: 'watchfloor-support', name: 'wf-close-1' }
    const schedule = (more: Partial<Schedule> = {}): Schedule => ({
      ...at,
      atMs: target().nowMs() + 30 * minuteMs,
      description: 'closes acme-bank, frontend',
      roleArn: `arn:aws:iam::${target().home}:role/WatchfloorSupportCloser`,
      does: { service: 'ssm', operation: 'putParameter', input: { Name: '/watchfloor/support-access/closed/frontend', Value: '{"grants":[]}', Overwrite: true, Type: 'String' } },
      ...more,
    })
    const wholeSeconds = (one: Schedule) => ({ ...one, atMs: Math.floor(one.atMs / 1000) * 1000 })

    it('are made once, read back, moved, listed by how they begin, and deleted', async () => {
      expect(why(await schedules().get(newCall(), at))).toBe('gone')
      expect(why(await schedules().update(newCall(), schedule()))).toBe('gone')
      const made = schedule()
      done(await schedules().create(newCall(), made))
      expect(why(await schedules().create(newCall(), made))).toBe('alreadyThere')
      expect(done(await schedules().get(newCall(), at))).toEqual({ ...wholeSeconds(made), isEnabled: true, firesThen: true })
      const later = schedule({ atMs: made.atMs + 60 * minuteMs })
      done(await schedules().update(newCall(), later))
      expect(done(await schedules().get(newCall(), at)).atMs).toBe(wholeSeconds(later).atMs)
      done(await schedules().create(newCall(), schedule({ name: 'other-1' })))
      expect(done(await schedules().named(newCall(), at.group, 'wf-close'))).toEqual(['wf-close-1'])
      done(await schedules().delete(newCall(), at))
      expect(why(await schedules().delete(newCall(), at))).toBe('gone')
      done(await schedules().delete(newCall(), { group: at.group, name: 'other-1' }))
    })
  })

  describe('locked documents', () => {
    const locked = () => operatorOf(target()).locked
    const document = (key: string, body: string) => ({ bucket: target().lockedBucket, key, body, contentType: 'application/json' })

    it('are written once, read back with their lock, and found by how their keys begin', async () => {
      const untilMs = Math.floor(target().nowMs() / 1000) * 1000 + 92 * 24 * 60 * minuteMs
      expect(why(await locked().getLocked(newCall(), target().lockedBucket, 'chains/c1/2026-03-02.json'))).toBe('gone')
      const { versionId } = done(await locked().putLocked(newCall(), document('chains/c1/2026-03-02.json', '{"seq":7}'), untilMs))
      expect(why(await locked().putLocked(newCall(), document('chains/c1/2026-03-02.json', '{"seq":8}'), untilMs))).toBe('conflict')
      expect(done(await locked().getLocked(newCall(), target().lockedBucket, 'chains/c1/2026-03-02.json'))).toEqual({ versionId, body: '{"seq":7}', lock: { mode: 'COMPLIANCE', untilMs } })
      done(await locked().putLocked(newCall(), document('chains/c1/2026-03-03.json', '{"seq":9}'), untilMs))
      done(await locked().putLocked(newCall(), document('chains/c2/2026-03-03.json', '{"seq":1}'), untilMs))
      expect(done(await locked().keys(newCall(), target().lockedBucket, 'chains/c1/', 100))).toEqual(['chains/c1/2026-03-02.json', 'chains/c1/2026-03-03.json'])
      expect(done(await locked().keys(newCall(), target().lockedBucket, 'chains/', 2))).toHaveLength(2)
      expect(done(await locked().keys(newCall(), target().lockedBucket, 'nothing/', 100))).toEqual([])
    })

    it('are read as they were first written, whatever somebody put over them', async () => {
      const untilMs = target().nowMs() + 92 * 24 * 60 * minuteMs
      const key = 'chains/c3/2026-03-04.json'
      done(await locked().putLocked(newCall(), document(key, 'true'), untilMs))
      await target().overwrite(key, 'forged')
      expect(done(await locked().getLocked(newCall(), target().lockedBucket, key)).body).toBe('true')
      await expect(target().deleteFirst(key)).rejects.toThrow(/Access ?Denied/)
    })
  })
}
