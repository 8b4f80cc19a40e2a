import { describe, expect, it } from 'vitest'
import { describeAccessAndObjects } from './access-and-objects'
import { describeDatabases } from './databases'
import { describeMail } from './mail'
import { describeSupport } from './support'
import { newCall, operatorOf, type OperatorTarget } from './target'

/** What the operator promises of every server that speaks AWS's protocols. `target` is ready when the tests run. */
export function describeAwsOperator(name: string, target: () => OperatorTarget): void {
  describe(`the AWS operator against ${name}`, () => {
    describeDatabases(target)
    describeAccessAndObjects(target)
    describeMail(target)
    describeSupport(target)

    it('says of a call that was stopped that its outcome is unknown', async () => {
      const abort = new AbortController()
      abort.abort()
      const outcome = await operatorOf(target()).databases.database({ ...newCall(), signal: abort.signal }, 'any')
      expect(outcome).toMatchObject({ ok: false, error: { why: 'unknown', error: { kind: 'cancelled' } } })
    })
  })
}
