/** The IANA name of the zone that this desk's computer is in: what the calendar is drawn in. */
export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone
