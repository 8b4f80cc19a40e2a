import type { ReactNode } from 'react'

/** Shown when the page runs outside Watchfloor's window: there is no core to talk to. */
export function MissingBridge(): ReactNode {
  return (
    <main className="notice-page" role="alert">
      <h1>This page needs the Watchfloor window</h1>
      <p>It was opened outside the application, so there is nothing to read the fleet from. Start Watchfloor instead.</p>
    </main>
  )
}
