import type { AppGroupRecord, AppInstance } from '../fleet/records'

/** Instances that serve: in service and healthy, as Auto Scaling sees it. */
export const inService = ({ instances }: AppGroupRecord): readonly AppInstance[] => instances.filter(({ lifecycle, health }) => lifecycle === 'InService' && health.toLowerCase() === 'healthy')

/** Zones with an instance that serves, sorted. */
export const servingZones = (group: AppGroupRecord): readonly string[] => [...new Set(inService(group).map(({ az }) => az))].filter((az) => az !== '').sort()

/** Suspended processes that keep a group from healing. */
export const suspendedHealing = ({ suspendedProcesses }: AppGroupRecord): readonly string[] => suspendedProcesses.filter((name) => healing.has(name))
const healing: ReadonlySet<string> = new Set(['Launch', 'Terminate', 'HealthCheck', 'ReplaceUnhealthy', 'AddToLoadBalancer'])
