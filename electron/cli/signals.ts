/** Aborts at the first SIGINT or SIGTERM, so that a command can clean up; a second one ends the process at once. */
export function stopOnSignals(process: NodeJS.Process): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143)
      controller.abort(signal)
    })
  }
  return controller.signal
}
