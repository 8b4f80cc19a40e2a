import { fork } from 'node:child_process'

/** What a program is started with so that it waits for an order. */
export const carrierOption = '--carrier'

export interface Carried<Order, Request, Answer> {
  /** Started with `--carrier`: it waits for its order. */
  readonly program: string
  readonly order: Order
  /** It was told to kill itself somewhere. */
  readonly mayDie: boolean
  readonly answer: (request: Request) => Promise<Answer>
}

/** Has a process carry out an order. Rejects when it ends otherwise than it should: by itself, or by the SIGKILL that it was told to give itself. */
export function carried<Order extends object, Request, Answer extends object>({ program, order, mayDie, answer }: Carried<Order, Request, Answer>): Promise<'ended' | 'killed'> {
  return new Promise((resolve, reject) => {
    const child = fork(program, [carrierOption], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], serialization: 'advanced' })
    let answering: Promise<void> = Promise.resolve()
    const reply = async (request: Request): Promise<void> => {
      const said = await answer(request)
      // It may be dead by now.
      if (child.connected) child.send(said, () => undefined)
    }
    child.on('message', (request) => void (answering = reply(request as Request).catch(reject))) // sent by order.ts
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      if (code === 0) return resolve('ended')
      if (signal === 'SIGKILL' && mayDie) return void answering.then(() => resolve('killed'))
      reject(new Error(`A process that carried a console ended with ${signal ?? `code ${code}`}, which nobody asked of it.`))
    })
    child.send(order)
  })
}
