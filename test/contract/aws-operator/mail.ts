import { describe, expect, it } from 'vitest'
import { done, newCall, operatorOf, type OperatorTarget } from './target'

/** Sending notices, on every server. */
export function describeMail(target: () => OperatorTarget): void {
  describe('mail', () => {
    it('is taken with a message id of its own for each recipient', async () => {
      const { mail } = operatorOf(target())
      const notice = { from: 'Desk <notices@desk.example>', replyTo: 'desk@desk.example', subject: 'Maintenance on 3 March – Zürich', text: 'Back at 14:00 UTC', html: '<p>Back at 14:00 UTC</p>', tags: { run: 'r1', tenant: 'acme-bank' } }
      const first = done(await mail.send(newCall(), { ...notice, to: 'ops@acme-bank.example' }))
      const second = done(await mail.send(newCall(), { ...notice, to: 'cio@acme-bank.example' }))
      expect(first).not.toBe('')
      expect(second).not.toBe(first)
    })
  })
}
