import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns'
import type { Call, Reply, Topic } from '#electron/ports/aws-reader'
import { dateMiddleware, dateMiddlewareOptions } from './date'
import { withDates, type Clients } from './clients'
import { collectPages } from './paging'
import { send, type Exchange } from './send'

const client = (clients: Pick<Clients, 'later'>): SNSClient => clients.later('sns', (config) => withDates(new SNSClient(config), (sns) => sns.middlewareStack.add(dateMiddleware, dateMiddlewareOptions)))

/** Every topic of the account and Region, a hundred a request. */
export const fetchTopics = (clients: Pick<Clients, 'later'>, exchange: Exchange, call: Call): Promise<Reply<Topic>> =>
  collectPages(
    (token) => send(exchange, call, 'sns', 'ListTopics', (abortSignal) => client(clients).send(new ListTopicsCommand(token === undefined ? {} : { NextToken: token }), { abortSignal })),
    (output) => (output.Topics === undefined ? undefined : { records: output.Topics.flatMap(({ TopicArn: arn }): readonly Topic[] => (arn === undefined ? [] : [{ arn }])), next: output.NextToken }),
  )
