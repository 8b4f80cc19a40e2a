import { describe, expect, it } from 'vitest'
import { previewOf } from '#shared/fleet/setup-preview'
import { appError } from '#shared/kernel/app-error'
import { fakeDatabase, fakeGroup } from '#test/fakes/fake-records'

const [west, central] = [{ account: '111122223333', region: 'eu-west-1' }, { account: '444455556666', region: 'eu-central-1' }]

describe('What the wizard found', () => {
  it('is every tenant that a tag names, with its environments, resources and places', () => {
    const preview = previewOf([
      { ...west, databases: [fakeDatabase(west, 'zeta', 0), fakeDatabase(west, 'acme', 0)], appGroups: [fakeGroup(west, 'acme-cron', { tenantTag: 'acme', environmentTag: 'cron' })] },
      { ...central, databases: [fakeDatabase(central, 'acme', 0)], appGroups: [] },
    ])
    expect(preview.tenants).toEqual([
      { id: 'acme', environments: ['cron', 'frontend'], databases: 2, appGroups: 1, places: ['111122223333/eu-west-1', '444455556666/eu-central-1'] },
      { id: 'zeta', environments: ['frontend'], databases: 1, appGroups: 0, places: ['111122223333/eu-west-1'] },
    ])
  })

  it('counts what everybody shares by place and makes no tenant of it', () => {
    const preview = previewOf([{ ...west, databases: [], appGroups: [fakeGroup(west, 'app'), fakeGroup(west, 'other')] }])
    expect(preview).toEqual({ tenants: [], places: [{ ...west, databases: 0, appGroups: 2, shared: 2 }], unassigned: 0 })
  })

  it('counts what carries no tenant tag, or an empty one', () => {
    const { tenantTag: _tag, ...bare } = fakeDatabase(west, 'acme', 0)
    const preview = previewOf([{ ...west, databases: [bare, fakeDatabase(west, 'b', 0, { tenantTag: '' })], appGroups: [] }])
    expect([preview.tenants, preview.unassigned]).toEqual([[], 2])
  })

  it('names a place that could not be read, beside those that could', () => {
    const error = appError('denied', 'Not assigned.')
    expect(previewOf([{ ...west, error }, { ...central, databases: [fakeDatabase(central, 'acme', 0)], appGroups: [] }])).toMatchObject({
      tenants: [{ id: 'acme' }],
      places: [{ ...west, databases: 0, error }, { ...central, databases: 1 }],
    })
  })
})
