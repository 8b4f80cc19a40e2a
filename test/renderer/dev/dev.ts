import { createFakeBridge } from '../fake-bridge'

/** The renderer over a fake core, for looking at it: `?tenants=10000&theme=dark&view=board&state=failed`. */
const query = new URLSearchParams(location.search)
const bridge = createFakeBridge({
  tenants: Number(query.get('tenants') ?? 60),
  wallNowMs: Date.now(),
  settings: {
    theme: query.get('theme') === 'dark' ? 'dark' : 'light',
    view: query.get('view') === 'board' ? 'board' : 'table',
    density: query.get('density') === 'compact' ? 'compact' : 'comfortable',
  },
  snapshot: { cached: query.has('cached') },
})
Object.defineProperty(window, 'watchfloor', { value: bridge })
void import('../../../renderer/main')
