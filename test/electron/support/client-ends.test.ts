import { expect, it } from 'vitest'
import { createClientEnds } from '#electron/support/client-ends'
import { ok } from '#shared/kernel/result'
import type { AwsOperator } from '#electron/ports/aws-operator'

const endedBy = (...ids: readonly string[]): string => JSON.stringify({ ended: ids.map((id) => ({ id, by: 'client: j.doe' })) })
const call = { signal: new AbortController().signal, onRequest: () => Promise.resolve() }

it('an end that is in several versions is one end, for a console that has just begun and reads them all', async () => {
  const versions = [endedBy(), endedBy('g-1'), endedBy('g-1', 'g-2')].map((value, at) => ({ name: '/doc', value, version: at + 1 }))
  const aws = { parameters: { history: async () => ok({ value: versions, dateMs: 1 }) } } as unknown as AwsOperator // nothing else is asked
  const ends = await createClientEnds().of(aws, call, 'key', '/doc', { kind: 'application', text: versions[2]!.value, version: 3 })
  expect(ends.ok && ends.value.value.map(({ id }) => id)).toEqual(['g-1', 'g-2'])
})
