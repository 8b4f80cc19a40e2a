import path from 'node:path'
import type { FleetConfig } from '#shared/fleet/fleet-config'

/** Calendars of a fleet file where they are: paths in it begin at the file's own folder. */
export const withCalendarPaths = <T extends Pick<FleetConfig, 'calendars'>>(config: T, fleetFile: string): T => ({
  ...config,
  calendars: config.calendars.map((calendar) => (calendar.path === undefined ? calendar : { ...calendar, path: path.resolve(path.dirname(fleetFile), calendar.path) })),
})
