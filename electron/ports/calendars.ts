import type { Blackout } from '#shared/maintenance/booking'
import type { Span } from '#shared/maintenance/window'

/** The blackout calendars of a desk (`calendars` of the fleet file). */
export interface Calendars {
  /** Everything in them that overlaps the span; what could not be read or understood is said beside it. Never rejects. */
  blackouts(span: Span): Promise<CalendarReading>
}

export interface CalendarReading {
  readonly blackouts: readonly Blackout[]
  readonly troubles: readonly CalendarTrouble[]
}

export interface CalendarTrouble {
  readonly calendar: string
  readonly message: string
  /** It was never read: what it forbids is not known at all. */
  readonly isBlind?: boolean
}
