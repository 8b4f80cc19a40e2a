import ICAL from 'ical.js'
import { secondMs } from '#shared/kernel/time'
import { instantsOf, isZone, nextExisting, type WallTime } from '#shared/kernel/wall-time'

/** A zone by its IANA name, as this computer knows it: for calendars that name zones and do not define them. */
class IanaZone extends ICAL.Timezone {
  constructor(private readonly zone: string) {
    super({ tzid: zone })
  }

  /** Seconds that the zone is ahead of UTC; of a time that is skipped, what leads to the end of the gap. */
  override utcOffset(time: ICAL.Time): number {
    return (wallMs(time) - instantOf(wallOf(time), this.zone)) / secondMs
  }
}

export const wallOf = ({ year, month, day, hour, minute }: ICAL.Time): WallTime => ({ year, month, day, hour, minute })

const wallMs = ({ year, month, day, hour, minute }: ICAL.Time): number => Date.UTC(year, month - 1, day, hour, minute)

/** When a wall shows a time: the first of two, the end of the gap where it is skipped. */
export function instantOf(wall: WallTime, zone: string): number {
  return instantsOf(wall, zone)[0] ?? instantsOf(nextExisting(wall, zone), zone)[0]!
}

/** Makes every zone that a calendar names and does not define known by its IANA name; returns those that nobody knows. */
export function knowZones(calendar: ICAL.Component): readonly string[] {
  const parameters = calendar.getAllSubcomponents('vevent').flatMap((event) => event.getAllProperties().map((property): unknown => property.getParameter('tzid')))
  const named = new Set(parameters.filter((each) => typeof each === 'string'))
  return [...named].filter((tzid) => {
    // Null where it is not defined, whatever the library's types say.
    if ((calendar.getTimeZoneByID(tzid) as ICAL.Timezone | null) !== null || ICAL.TimezoneService.has(tzid)) return false
    if (!isZone(tzid)) return true
    ICAL.TimezoneService.register(new IanaZone(tzid), tzid)
    return false
  })
}
