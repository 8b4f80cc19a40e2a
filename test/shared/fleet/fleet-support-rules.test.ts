import { describe, expect, it } from 'vitest'
import { parseFleetFile } from '#shared/fleet/fleet-file'

const file = (doors: string, rest = ''): string => `version: 1
accounts: [{ id: "111122223333", regions: [eu-west-1] }]
${rest}
tenants:
  - id: acme-bank
    support: { doors: [${doors}] }
`
const door = '{ environment: frontend, account: "111122223333", region: eu-west-1, securityGroup: sg-0123456789abcdef0 }'
const configOf = (text: string) => {
  const parsed = parseFleetFile(text, 'fleet.yaml')
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return parsed.value.config
}
const messagesOf = (text: string): string => {
  const parsed = parseFleetFile(text, 'fleet.yaml')
  return parsed.ok ? '' : JSON.stringify(parsed.error)
}

describe('support access in the fleet file', () => {
  it('names the document after tenant and environment unless it is named', () => {
    expect(configOf(file(door)).tenants[0]?.support).toEqual({
      selfService: false,
      doors: [{ environment: 'frontend', account: '111122223333', region: 'eu-west-1', parameter: '/watchfloor/support-access/acme-bank/frontend', securityGroup: 'sg-0123456789abcdef0' }],
    })
  })
  it('has a longest time, a closing role and a group of schedules by default', () => {
    expect(configOf(file(door)).support).toEqual({ longestMinutes: 480, closerRole: 'WatchfloorSupportCloser', scheduleGroup: 'watchfloor-support' })
    expect(configOf(file(door, 'support: { longestMinutes: 60 }')).support.longestMinutes).toBe(60)
  })
  it('keeps the audit in the first account and Region unless it is told where', () => {
    expect(configOf(file(door, 'audit: { bucket: anchors-of-the-desk }')).audit).toEqual({ bucket: 'anchors-of-the-desk', prefix: '', account: '111122223333', region: 'eu-west-1' })
  })
  it('refuses a door in an account that the desk does not know', () => {
    expect(messagesOf(file(door.replace('111122223333', '999900001111')))).toContain('not among the accounts')
  })
  it('refuses one environment twice', () => {
    expect(messagesOf(file(`${door}, { environment: frontend, account: "111122223333", region: eu-west-1, parameter: /other }`))).toContain('has a door already')
  })
  it('refuses doors that would let into two environments at once', () => {
    expect(messagesOf(file(`${door}, { environment: backend, account: "111122223333", region: eu-west-1, securityGroup: sg-0123456789abcdef0 }`))).toContain('let in by the other')
    expect(messagesOf(file('{ environment: a, account: "111122223333", region: eu-west-1, parameter: /same }, { environment: b, account: "111122223333", region: eu-west-1, parameter: /same }'))).toContain('let in by the other')
  })
  it('refuses a document that another door has because it names none', () => {
    const usual = '/watchfloor/support-access/acme-bank/frontend'
    const named = `{ environment: cron, account: "111122223333", region: eu-west-1, parameter: ${usual} }`
    for (const doors of [`${door}, ${named}`, `${named}, ${door}`]) expect(messagesOf(file(doors))).toMatch(new RegExp(`Another door has ${usual}.*let in by the other`))
    expect(messagesOf(`${file(door)}  - id: zenith\n    support: { doors: [${named}] }\n`)).toContain('let in by the other')
    expect(messagesOf(`${file(door)}  - id: zenith\n    support: { doors: [${named.replace('eu-west-1', 'eu-central-1')}] }\n`)).not.toContain('let in by the other')
  })
  it('asks for the name of a document that cannot be made up', () => {
    expect(messagesOf(file(door.replace('frontend', '"front end"')))).toContain('say which parameter')
  })
})
