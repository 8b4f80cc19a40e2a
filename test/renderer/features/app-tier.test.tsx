import { fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { AppGroupCard } from '../../../renderer/components/app-tier/app-group-card'
import { activityWords, refreshWords } from '../../../renderer/components/app-tier/app-words'
import type { AppGroupView } from '#shared/fleet/tenant-view'
import { minuteMs } from '#shared/kernel/time'
import { appError } from '#shared/kernel/app-error'
import { activitiesOf, aLoad, anActivity, anAppGroup, aRefresh, aTargetHealth, instances, monday } from '#test/builders/fleet'
import { viewWith } from '#test/builders/views'
import { renderPart } from '../render-part'

const groupOf = (records: Parameters<typeof viewWith>[0]): AppGroupView => viewWith(records).appGroups[0]!
const replaced = anActivity(2, { status: 'InProgress', cause: 'At 2026-03-02T05:58:00Z an instance was launched in response to an instance refresh.' })

describe('The card of an app group', () => {
  it('says in words what its picture shows, and as a table on request', () => {
    renderPart(<AppGroupCard group={groupOf([anAppGroup({ desired: 4, instances: [...instances(3), { id: 'i-9', az: 'eu-west-1b', lifecycle: 'Pending', health: 'Healthy', version: '8' }] })])} />)
    expect(screen.getByRole('img', { name: /eu-west-1a: 2 serving\. eu-west-1b: 1 serving, 1 coming up\./ })).toBeDefined()
    expect(screen.getByText('3 of 4 serve, in 2 zones; 2 to 8 allowed')).toBeDefined()
    fireEvent.click(screen.getByRole('button', { name: 'As a table' }))
    expect(within(screen.getByRole('table', { name: /App servers of/ })).getByRole('row', { name: /i-9 eu-west-1b coming up Pending, Healthy 8/ })).toBeDefined()
  })

  it('shows how far a refresh is, what was done and why, and what clients get', () => {
    renderPart(<AppGroupCard group={groupOf([aRefresh(), activitiesOf([replaced, anActivity(9, { status: 'Failed', message: 'no capacity in this zone' })]), aLoad(() => ({ latencySeconds: 0.21, requests: 200, errors: 20 }))])} />)
    expect(screen.getByRole('progressbar', { name: 'Instance refresh: in progress, 25 %, 3 left' })).toHaveProperty('value', 25)
    expect(screen.getByText('instance refresh')).toBeDefined()
    expect(screen.getByText('no capacity in this zone')).toBeDefined()
    expect(screen.getByText('0.21 s')).toBeDefined()
    expect(screen.getByText(/10\.0 %/)).toBeDefined()
  })

  it('tells why targets get no requests', () => {
    const ill = { ...aTargetHealth(), targets: [{ id: 'i-0', state: 'healthy' }, { id: 'i-1', state: 'unhealthy', az: 'eu-west-1b', reason: 'Target.Timeout', description: 'Request timed out' }] }
    renderPart(<AppGroupCard group={groupOf([ill])} />)
    expect(screen.getByRole('row', { name: 'i-1 eu-west-1b unhealthy Request timed out' })).toBeDefined()
  })

  it('tells what is still being read from what AWS refuses and from what there is none of', () => {
    const { rerender } = renderPart(<AppGroupCard group={groupOf([])} />)
    expect(screen.getByText('Scaling activities are being read.')).toBeDefined()
    const group = groupOf([])
    const feeds = { ...group.place.feeds, 'autoscaling.activities': { error: appError('denied', 'Add autoscaling:DescribeScalingActivities to the role.'), errorAtMs: monday } }
    rerender(<AppGroupCard group={{ ...group, place: { ...group.place, feeds } }} />)
    expect(screen.getByText('Scaling activities cannot be read: Add autoscaling:DescribeScalingActivities to the role.')).toBeDefined()
    rerender(<AppGroupCard group={groupOf([activitiesOf([], { readAtMs: monday - 4 * minuteMs })])} />)
    expect(screen.getByText(/No scaling activity in the last six weeks/).textContent).toContain('Read ')
  })

  it('says that load has raised it, and that it is at its most', () => {
    const raised = anActivity(3, { cause: 'At 2026-03-02T05:57:00Z a monitor alarm T-AlarmHigh in state ALARM triggered policy cpu changing the desired capacity from 4 to 8.' })
    renderPart(<AppGroupCard group={groupOf([anAppGroup({ desired: 8, instances: instances(8) }), activitiesOf([raised])])} />)
    expect(screen.getByText('8 of 8 serve, in 2 zones; 2 to 8 allowed; at its maximum; raised by load from 4')).toBeDefined()
    expect(screen.getByText('policy cpu: 4 to 8')).toBeDefined()
  })
})

describe('Words of the app tier', () => {
  it.each([
    ['an instance was taken out of service in response to an ELB system health check failure.', 'failed the load balancer’s health checks'],
    ['a user request update of AutoScalingGroup constraints to min: 1, max: 4, desired: 2 changing the desired capacity from 1 to 2.', 'asked for by a person: 1 to 2'],
    ['something AWS has not said before.', 'something AWS has not said before.'],
  ])('%s reads as %s', (cause, why) => expect(activityWords(anActivity(1, { cause })).why).toBe(why))

  it('say a status that AWS may yet invent as it is', () => expect(refreshWords({ id: 'r', status: 'Dreaming', percent: 3 })).toBe('Dreaming, 3 %'))
})
