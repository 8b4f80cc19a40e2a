import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './styles/index.css'
import { App } from './app/app'
import { compose } from './app/compose'
import { ErrorBoundary } from './app/error-boundary'
import { firstAnswers } from './app/first-answers'
import { MissingBridge } from './app/missing-bridge'
import { createBrowserSounds } from './system/browser-sounds'
import { browserClock } from './system/browser-time'

const root = createRoot(document.getElementById('root')!) // index.html has it

if (window.watchfloor === undefined) {
  root.render(<MissingBridge />)
} else {
  const { services, start } = compose(window.watchfloor, browserClock, createBrowserSounds())
  start()
  void firstAnswers(services, browserClock).then(() =>
    root.render(
      <StrictMode>
        <ErrorBoundary client={services.client}>
          <App services={services} />
        </ErrorBoundary>
      </StrictMode>,
    ),
  )
}
