import type { OperatorCall, Outcome } from './outcome'

/** Notices by email. AWS's word that it took a message is no delivery: what came back is found on the suppression list later. */
export interface MailOperator {
  /** One recipient a message, so that each address has evidence of its own: AWS's message id. */
  send(call: OperatorCall, mail: NewMail): Promise<Outcome<string>>
  /** `gone`: the address is not on the list, and nothing came back from it so far. */
  suppression(call: OperatorCall, address: string): Promise<Outcome<Suppression>>
}

export interface NewMail {
  /** An address, or `Name <address>`; verified in SES. */
  readonly from: string
  readonly to: string
  readonly replyTo?: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Which run and tenant it is about: letters, digits, `_` and `-`. */
  readonly tags: Readonly<Record<string, string>>
}

export interface Suppression {
  readonly address: string
  /** `BOUNCE`, `COMPLAINT` */
  readonly reason: string
  readonly sinceMs?: number
  /** The message that came back. */
  readonly messageId?: string
}
