/**
 * AWS time: the Date header of a reply.
 *
 * The SDK hides headers from its callers, so one middleware notes the date beside the output it belongs to. The same place refuses
 * HTML under a success status: the SDK would read it as an empty reply, and an empty success removes records.
 */
const dates = new WeakMap<object, number>()

/** Epoch ms of the reply's Date header (whole seconds), undefined when there was none. */
export const dateOf = (output: object): number | undefined => dates.get(output)

/** A reply that is not what the protocol says: HTML, or a list that AWS always sends is missing. */
export class UnreadableReply extends Error {
  override readonly name = 'UnreadableReply'
}

interface Exchange {
  readonly response: unknown
  readonly output?: object
}

export const dateMiddlewareOptions = { step: 'deserialize', priority: 'high', name: 'watchfloorDate', override: true } as const

export function dateMiddleware<A, R extends Exchange>(next: (args: A) => Promise<R>): (args: A) => Promise<R> {
  return async (args) => {
    const result = await next(args)
    if (/html/i.test(headersOf(result.response)['content-type'] ?? '')) throw new UnreadableReply('The reply is a web page.')
    return withDate(result)
  }
}

/** For services that speak JSON: a page does not parse as that, whatever its header says, and emulators call JSON a page. */
export function jsonDateMiddleware<A, R extends Exchange>(next: (args: A) => Promise<R>): (args: A) => Promise<R> {
  return async (args) => withDate(await next(args))
}

function withDate<R extends Exchange>(result: R): R {
  const dateMs = Date.parse(headersOf(result.response)['date'] ?? '')
  if (result.output !== undefined && !Number.isNaN(dateMs)) dates.set(result.output, dateMs)
  return result
}

function headersOf(response: unknown): Record<string, string | undefined> {
  const known = response as { readonly headers?: Record<string, string> } | undefined // the handler's HttpResponse; its keys are lower case
  return known?.headers ?? {}
}
