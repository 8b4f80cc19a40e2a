import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withoutOwnName } from '../../../renderer/format/own-name'

const acme = { id: 'acme-bank', name: 'Acme Bank' }

describe('A finding beside the name of its tenant', () => {
  it.each([
    ['Database acme-bank-frontend has lost its standby.', 'Database …frontend has lost its standby.'],
    ['Sandbox of Acme Bank does not answer.', 'Sandbox does not answer.'],
    ['Alarm acme-bank-cron-cpu-high and acme-bank-cron-service fire.', 'Alarm …cron-cpu-high and …cron-service fire.'],
  ])('leaves out what the row says: %s', (words, brief) => expect(withoutOwnName(words, acme)).toBe(brief))

  it.each(['Database new-acme-bank-frontend is gone.', 'Database acme-bankers-1 is gone.', 'The tenant acme-bank has no app servers.', 'The clients of Acme Banking cannot sign in.'])('keeps what only looks like it: %s', (words) =>
    expect(withoutOwnName(words, acme)).toBe(words))

  it('takes any name as it is written', () =>
    fc.assert(fc.property(fc.string(), fc.string({ minLength: 1 }), (words, text) => {
      expect(withoutOwnName(words, { id: '', name: '' })).toBe(words)
      expect(withoutOwnName(`Database ${text}-db is gone.`, { id: text, name: '' })).toBe('Database …db is gone.')
    })))
})
