import { dayMs } from '../kernel/time'

/**
 * The document that a tenant's login screen reads, and how a window's entry gets into it.
 *
 * 1. One document a tenant, with every window that concerns it: a plan writes its own entry and leaves the others.
 * 2. Of one window the higher sequence number stands, whoever writes later.
 * 3. Only what a person at the login screen may know: no ids of AWS, no names of operators.
 */
export interface LoginNotice {
  /** Of the format. */
  readonly version: 1
  /** One more with each write: what was read back is compared with what was written. */
  readonly revision: number
  readonly tenant: string
  /** IANA name; the tenant's own times are shown in it beside the reader's. */
  readonly timeZone: string
  readonly windows: readonly NoticeWindow[]
}

export interface NoticeWindow {
  /** The plan's. */
  readonly id: string
  /** Counts every change of the window. */
  readonly sequence: number
  readonly state: 'planned' | 'running' | 'cancelled' | 'completed'
  /** Whether people can sign in while it runs. */
  readonly access: 'open' | 'closed'
  readonly title: string
  /** ISO instants in UTC. */
  readonly startsAt: string
  readonly endsAt: string
}

export const emptyNotice = (tenant: string, timeZone: string): LoginNotice => ({ version: 1, revision: 0, tenant, timeZone, windows: [] })

/** What is over stays for a day, so that whoever comes back reads that it is. */
const keptMs = dayMs

/** The next document; the same object where nothing would change. */
export function withWindow(notice: LoginNotice, entry: NoticeWindow, nowMs: number): LoginNotice {
  const there = notice.windows.find(({ id }) => id === entry.id)
  if (there !== undefined && (there.sequence > entry.sequence || sameEntry(there, entry))) return notice
  const others = notice.windows.filter(({ id, endsAt }) => id !== entry.id && Date.parse(endsAt) + keptMs > nowMs)
  const windows = [...others, entry].toSorted((left, right) => Date.parse(left.startsAt) - Date.parse(right.startsAt))
  return { ...notice, revision: notice.revision + 1, windows }
}

const sameEntry = (left: NoticeWindow, right: NoticeWindow): boolean =>
  left.sequence === right.sequence && left.state === right.state && left.access === right.access && left.title === right.title && left.startsAt === right.startsAt && left.endsAt === right.endsAt

/** Whether a document that was read back says of a window what was meant. Others may have written their own windows since. */
export const tells = (read: LoginNotice, entry: NoticeWindow): boolean => read.windows.some((window) => window.id === entry.id && sameEntry(window, entry))
