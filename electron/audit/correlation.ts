import { AsyncLocalStorage } from 'node:async_hooks'

const current = new AsyncLocalStorage<string>()

/** Everything that is written down while `run` goes on, however deep below, belongs to the same deed of a person. */
export const withCorrelation = <T>(id: string, run: () => T): T => current.run(id, run)

export const currentCorrelation = (): string | undefined => current.getStore()
