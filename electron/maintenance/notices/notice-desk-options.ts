import type { MailConfig, TenantConfig } from '#shared/fleet/fleet-config'
import type { AwsOperators } from '#electron/ports/aws-operator'
import type { Clock, Ids, Timers } from '#electron/ports/clock'
import type { DeskStore } from '#electron/ports/desk-store'
import type { WebReader } from '#electron/ports/web-reader'
import type { NoticeBook } from './notice-book'

export interface NoticeDeskOptions {
  readonly store: Pick<DeskStore, 'append' | 'journal'>
  readonly ids: Pick<Ids, 'next'>
  readonly operators: AwsOperators
  readonly tenant: (id: string) => TenantConfig | undefined
  /** Undefined: the fleet file names none, and mail fails with words that say so. */
  readonly sender: MailConfig | undefined
  /** The desk's name: it signs mails. */
  readonly desk: string
  readonly web: WebReader
  /** AWS time. */
  readonly clock: Clock
  readonly timers: Timers
}

/** The same with the evidence that is kept in the store. */
export interface NoticeDeskParts extends Omit<NoticeDeskOptions, 'store' | 'ids'> {
  readonly book: NoticeBook
}
