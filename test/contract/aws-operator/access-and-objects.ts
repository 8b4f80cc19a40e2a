import { describe, expect, it } from 'vitest'
import { done, newCall, operatorOf, why, type OperatorTarget } from './target'

/** Closing access and writing documents, on every server. */
export function describeAccessAndObjects(target: () => OperatorTarget): void {
  describe('access', () => {
    const access = () => operatorOf(target()).access
    const rule = (listenerArn: string, priority: number) => ({ listenerArn, priority, hosts: ['frontend.acme-bank.example', '*.portal.acme-bank.example'], html: '<h1>Back at 14:00 UTC</h1>', tags: { 'watchfloor-run': 'r1' } })

    it('is closed by a rule with a page for host names, found by its tags, and opened by deleting it', async () => {
      const [listener] = done(await access().listeners(newCall(), target().loadBalancer))
      const before = done(await access().rules(newCall(), listener!.arn))
      expect(before.map(({ priority }) => priority)).toEqual(['default'])
      const made = done(await access().createRule(newCall(), rule(listener!.arn, 7)))
      expect(made).toMatchObject({ priority: 7, hosts: ['frontend.acme-bank.example', '*.portal.acme-bank.example'], status: 503, body: '<h1>Back at 14:00 UTC</h1>' })
      expect(done(await access().rules(newCall(), listener!.arn)).find(({ arn }) => arn === made.arn)).toEqual(made)
      expect(done(await access().ruleTags(newCall(), [made.arn]))).toEqual({ [made.arn]: { 'watchfloor-run': 'r1' } })
      expect(why(await access().createRule(newCall(), rule(listener!.arn, 7)))).toBe('conflict')
      expect(done(await access().setRulePriorities(newCall(), { [made.arn]: 9 }))).toMatchObject([{ arn: made.arn, priority: 9 }])
      expect(done(await access().setPage(newCall(), made.arn, '<h1>Back at 16:00 UTC</h1>'))).toEqual({ ...made, priority: 9, body: '<h1>Back at 16:00 UTC</h1>' })
      expect(done(await access().rules(newCall(), listener!.arn)).find(({ arn }) => arn === made.arn)).toEqual({ ...made, priority: 9, body: '<h1>Back at 16:00 UTC</h1>' })
      expect(done(await access().ruleTags(newCall(), [made.arn]))).toEqual({ [made.arn]: { 'watchfloor-run': 'r1' } })
      done(await access().deleteRule(newCall(), made.arn))
      expect(why(await access().setPage(newCall(), made.arn, '<h1>Too late</h1>'))).toBe('gone')
      expect(done(await access().rules(newCall(), listener!.arn)).map(({ priority }) => priority)).toEqual(['default'])
      expect(why(await access().createRule(newCall(), rule(`${listener!.arn}0`, 7)))).toBe('gone')
    })
  })

  describe('documents', () => {
    const objects = () => operatorOf(target()).objects

    it('are written where there is none, and over exactly what was read', async () => {
      const document = { bucket: target().bucket, key: 'acme-bank/notice.json', body: '{"version":1}', contentType: 'application/json', cacheControl: 'max-age=30' }
      expect(why(await objects().get(newCall(), document.bucket, document.key))).toBe('gone')
      expect(why(await objects().head(newCall(), document.bucket, document.key))).toBe('gone')
      const { eTag } = done(await objects().put(newCall(), document, 'nothing'))
      expect(why(await objects().put(newCall(), document, 'nothing'))).toBe('conflict')
      expect(done(await objects().get(newCall(), document.bucket, document.key))).toMatchObject({ eTag, body: '{"version":1}', contentType: 'application/json' })
      const next = done(await objects().put(newCall(), { ...document, body: '{"version":2,"title":"Zürich – 東京"}' }, { eTag }))
      expect(why(await objects().put(newCall(), document, { eTag }))).toBe('conflict')
      expect(done(await objects().get(newCall(), document.bucket, document.key)).body).toBe('{"version":2,"title":"Zürich – 東京"}')
      expect(done(await objects().head(newCall(), document.bucket, document.key))).toMatchObject({ eTag: next.eTag })
      expect(why(await objects().put(newCall(), { ...document, bucket: 'nobody-has-this-one' }, 'nothing'))).toBe('gone')
    })
  })
}
