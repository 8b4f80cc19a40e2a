import { describe, expect, it } from 'vitest'
import { classifyEvent, databaseEvents, eventMessage, type DatabaseEventMeaning } from '#shared/fleet/database-events'

const meanings = Object.keys(databaseEvents) as DatabaseEventMeaning[] // keys of a literal: exact

describe('RDS events', () => {
  it.each(meanings)('%s means what its own words say, with or without the full stop, in any case', (meaning) => {
    const message = eventMessage(meaning, 'acme-bank', 'b')
    const categories = [databaseEvents[meaning].category]
    for (const said of [message, message.replace(/\.$/, ''), message.toUpperCase(), ` ${message}  `]) expect(classifyEvent({ message: said, categories })).toBe(meaning)
  })

  it('have each number and each text once', () => {
    const numbers = Object.values(databaseEvents).flatMap((spec) => ('number' in spec ? [spec.number] : []))
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(numbers.every((number) => /^RDS-EVENT-\d{4}$/.test(number))).toBe(true)
    expect(new Set(Object.values(databaseEvents).map(({ message }) => message)).size).toBe(meanings.length)
  })

  it('that nobody knows mean nothing, unless they speak of a failover', () => {
    expect(classifyEvent({ message: 'Something else', categories: ['notification'] })).toBeUndefined()
    expect(classifyEvent({ message: 'Something else', categories: ['failover'] })).toBeUndefined()
    expect(classifyEvent({ message: 'Failover of the instance has been initiated', categories: ['failover'] })).toBe('failoverStarted')
    expect(classifyEvent({ message: 'Failover finished', categories: ['failover'] })).toBe('failoverCompleted')
    expect(classifyEvent({ message: 'Failover finished', categories: ['notification'] })).toBeUndefined()
  })

  it('fill in what varies', () => expect(eventMessage('restored', 'old', 'new')).toBe('Restored from DB instance old to new.'))
})
