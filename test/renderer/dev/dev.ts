import { createFakeBridge } from '../fake-bridge'
import { openFakeOffice } from '../maintenance/fake-office'
import { busyDesk } from '../maintenance/busy-desk'
import { busySupport } from '../support/busy-support'
import { openFakeSupport } from '../support/fake-support'
import { createChurn } from './churn'
import { sceneNamed } from './scenes'

/** The renderer over a fake core, for looking at it: `?tenants=10000&theme=dark&view=board&cached&churn=500`; `?scene=live`: scenes.ts. */
const query = new URLSearchParams(location.search)
const tenants = Number(query.get('tenants') ?? 60)
const bridge = createFakeBridge({
  tenants,
  settings: {
    theme: query.get('theme') === 'dark' ? 'dark' : 'light',
    view: query.get('view') === 'board' ? 'board' : 'table',
    density: query.get('density') === 'compact' ? 'compact' : 'comfortable',
    filter: query.get('filter') ?? '',
  },
  access: sceneNamed(query.get('scene') ?? '', Date.now()),
  ...(query.has('live') ? { status: { source: { kind: 'live', fleetFile: '/home/desk/fleet.yaml' } } } : {}),
  snapshot: query.has('cached') ? { cached: true } : {},
})
openFakeOffice(bridge, query.has('nothing') ? { windows: [] } : busyDesk)
openFakeSupport(bridge, query.has('nothing') ? {} : { desk: busySupport })
const next = createChurn(bridge, tenants)

/** Changes tenants now: what a measurement or the `churn` parameter calls. */
function churn(count: number): void {
  const patch = next(count)
  if (patch !== undefined) bridge.emit('fleet.patch', patch)
}

Object.assign(window, { watchfloor: bridge, churn, bridge })
const perSecond = Number(query.get('churn') ?? 0)
if (perSecond > 0) setInterval(() => churn(perSecond), 1_000)
void import('../../../renderer/main')
