import { GetSuppressedDestinationCommand, SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2'
import type { MailOperator } from '#electron/ports/operator/mail'
import { withDates, type ClientConfig, type Clients } from '../clients'
import { dateMiddlewareOptions, jsonDateMiddleware } from '../date'
import { omitAbsent } from '../omit-absent'
import type { Exchange } from '../send'
import { operate } from './operate'

const open = (config: ClientConfig): SESv2Client => withDates(new SESv2Client(config), (client) => client.middlewareStack.add(jsonDateMiddleware, dateMiddlewareOptions))

const utf8 = (text: string) => ({ Data: text, Charset: 'UTF-8' })

export function createMailOperator(clients: Clients, exchange: Exchange): MailOperator {
  const ses = () => clients.later('ses', open)
  return {
    send: (call, { from, to, replyTo, subject, text, html, tags }) =>
      operate(
        exchange,
        call,
        'ses',
        'SendEmail',
        (abortSignal) =>
          ses().send(
            new SendEmailCommand({
              FromEmailAddress: from,
              Destination: { ToAddresses: [to] },
              Content: { Simple: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) } } },
              EmailTags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
              ...omitAbsent({ ReplyToAddresses: replyTo === undefined ? undefined : [replyTo] }),
            }),
            { abortSignal },
          ),
        ({ MessageId: id }) => id,
      ),
    suppression: (call, address) =>
      operate(
        exchange,
        call,
        'ses',
        'GetSuppressedDestination',
        (abortSignal) => ses().send(new GetSuppressedDestinationCommand({ EmailAddress: address }), { abortSignal }),
        ({ SuppressedDestination: found }) =>
          found?.EmailAddress === undefined ? undefined : { address: found.EmailAddress, reason: found.Reason ?? 'unknown', ...omitAbsent({ sinceMs: found.LastUpdateTime?.getTime(), messageId: found.Attributes?.MessageId }) },
      ),
  }
}
