import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { partsToAsk } from '#shared/maintenance/planned-calls'
import { askAll, askedLines, withAnswers } from '#electron/cli/maintenance/asked'
import { aDraft, openOfficeStage, startAtMs, valueOf } from './office-stage'

let stage: ReturnType<typeof openOfficeStage>
beforeEach(() => void (stage = openOfficeStage()))
afterEach(() => stage.close())

const ana = () => stage.consoleOf('ana')

describe('What a start would ask', () => {
  it('is asked of a draft, part by part, each with its time and the requests that it took', async () => {
    const office = ana()
    const { plan } = valueOf(await office.preview(aDraft()))
    expect(partsToAsk(plan)).toEqual(['databases', 'quotas', 'upgrades', 'access', 'listeners'])
    expect(valueOf(await office.askAws(aDraft(), 'upgrades'))).toEqual({ part: 'upgrades', atMs: startAtMs, requests: 1, blockers: [] })
    expect(valueOf(await office.askAws(aDraft(), 'listeners'))).toMatchObject({ blockers: [], listeners: { acme: 2, zenith: 2 } })
    expect([stage.happened, valueOf(await office.calendar()).windows]).toEqual([[], []])
  })

  it('finds what would be in the way', async () => {
    stage.room.most = 91
    stage.versions.set('acme-frontend', '8.0.40')
    stage.offered.versions = ['8.0.40']
    stage.doorless.add('zenith')
    const office = ana()
    const found = await Promise.all((['databases', 'quotas', 'upgrades', 'access'] as const).map(async (part) => valueOf(await office.askAws(aDraft(), part)).blockers.map(({ message }) => message).join(' ')))
    expect(found).toEqual([expect.stringContaining('acme-frontend runs 8.0.40'), expect.stringContaining('90 of 91 manual snapshots'), expect.stringContaining('AWS offers 8.0.40'), expect.stringContaining('zenith cannot be closed')])
  })

  it('says so when AWS does not answer, and the other answers stand', async () => {
    stage.asleep.is = true
    const office = ana()
    const preview = valueOf(await office.preview(aDraft()))
    const asked = await askAll(office, aDraft(), preview.plan)
    expect(askedLines(asked).find((line) => line.includes('upgrades'))).toBe('  not asked Does AWS offer these upgrades?: AWS did not answer in time.')
    expect(askedLines(asked).filter((line) => line.startsWith('  asked'))).toHaveLength(4)
    const rules = withAnswers(preview, asked).forecast.calls.find(({ phase, operation }) => phase === 'close' && operation === 'elasticloadbalancing:CreateRule')
    expect(rules).toMatchObject({ times: 4, target: 'listener rule' })
    expect(preview.forecast.calls.find(({ operation }) => operation === 'elasticloadbalancing:CreateRule')).toMatchObject({ times: 2 })
  })

})
