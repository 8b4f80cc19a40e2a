import { Component, type ErrorInfo, type ReactNode } from 'react'
import type { Client } from '../bridge/client'

interface Props {
  readonly client: Client
  readonly children: ReactNode
}

interface State {
  readonly error: Error | undefined
  readonly where: string
  readonly copied: boolean
}

/** A defect in a view ends here: in words, with details to copy. The watch itself goes on in the core. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: undefined, where: '', copied: false }

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override componentDidCatch(_error: unknown, info: ErrorInfo): void {
    this.setState({ where: info.componentStack ?? '' })
  }

  override render(): ReactNode {
    const { error, where, copied } = this.state
    if (error === undefined) return this.props.children
    const details = `${error.name}: ${error.message}\n${error.stack ?? ''}\n${where}`.trim()
    const copy = (): void => void this.props.client.invoke('clipboard.write', { text: details }).then((written) => this.setState({ copied: written.ok }))
    return (
      <main className="notice-page" role="alert">
        <h1>This window stopped drawing</h1>
        <p>A defect in Watchfloor’s interface, not in your fleet. Polling goes on in the background; reload the window to see it again.</p>
        <p className="row">
          <button type="button" className="button primary" onClick={() => location.reload()}>Reload the window</button>
          <button type="button" className="button" onClick={copy}>{copied ? 'Copied' : 'Copy details'}</button>
        </p>
        <pre tabIndex={0} aria-label="Details of the defect">{details}</pre>
      </main>
    )
  }
}
