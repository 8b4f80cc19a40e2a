import { createVirtualTime, type VirtualTime } from '#electron/adapters/system/virtual-time'

/** Carries out one order; `ask`: something of the process that has the world and its time, one thing at a time, in the order of asking. */
export type Carry<Order, Request, Answer> = (order: Order, ask: (request: Request) => Promise<Answer>) => Promise<void>

/** Waits for its order from the process that started it, and ends with what it was told to do. */
export function waitForOrder<Order, Request, Answer>(carry: Carry<Order, Request, Answer>): void {
  let answered: (answer: Answer) => void = () => undefined
  let turn: Promise<unknown> = Promise.resolve()
  const ask = (request: Request): Promise<Answer> => {
    const mine = turn.then(
      () =>
        new Promise<Answer>((resolve) => {
          answered = resolve
          process.send?.(request)
        }),
    )
    turn = mine
    return mine
  }
  process.once('message', (order) => {
    process.on('message', (answer) => answered(answer as Answer)) // both are what carried.ts sends
    carry(order as Order, ask).then(
      () => process.exit(0),
      (cause: unknown) => {
        process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`)
        process.exit(2)
      },
    )
  })
}

/** As the system does it: nothing of this process is done after it, nothing is said. */
export const killMyself = (): void => void process.kill(process.pid, 'SIGKILL')

/** Time that moves here once it has moved in the world. */
export function ledTime(nowMs: number, moveWorld: (atMs: number) => Promise<unknown>): VirtualTime {
  const time = createVirtualTime(nowMs)
  const advanceTo = async (atMs: number, settle: () => Promise<void> = async () => undefined): Promise<void> => {
    await settle()
    await moveWorld(atMs)
    await time.advanceTo(atMs, settle)
  }
  return { ...time, advanceTo }
}
