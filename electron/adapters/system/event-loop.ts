/** Resolves after everything that is ready now has run: pending promises and sockets with data. Takes no time of any clock. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
