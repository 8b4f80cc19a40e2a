import { AlarmsSection } from './alarms'
import { AppSection } from './app'
import { ContractSection } from './contract'
import { DataSection } from './data'
import { FindingsSection } from './findings'
import { MetricsSection } from './metrics'
import { PictureSection } from './picture'
import { ProbesSection } from './probes'
import { RecoverySection } from './recovery'
import { ServicesSection } from './services'
import { SupportSection } from './support'
import type { TenantSection } from './section'
import { TimelineSection } from './timeline'

/** Every card, in its order from the top. */
export const tenantSections: readonly TenantSection[] = [
  { id: 'picture', title: 'Zones', column: 'main', keepPx: 330, component: PictureSection },
  { id: 'timeline', title: 'Timeline', column: 'main', keepPx: 290, component: TimelineSection },
  { id: 'metrics', title: 'Metrics', column: 'main', keepPx: 1_100, component: MetricsSection },
  { id: 'app', title: 'App tier', column: 'main', keepPx: 420, component: AppSection },
  { id: 'services', title: 'Other services', column: 'main', keepPx: 320, component: ServicesSection },
  { id: 'findings', title: 'Findings', column: 'side', keepPx: 320, component: FindingsSection },
  { id: 'alarms', title: 'Alarms', column: 'side', keepPx: 90, component: AlarmsSection },
  { id: 'support', title: 'Support access', column: 'side', keepPx: 90, component: SupportSection },
  { id: 'probes', title: 'Probes and availability', column: 'side', keepPx: 110, component: ProbesSection },
  { id: 'recovery', title: 'Recovery', column: 'side', keepPx: 220, component: RecoverySection },
  { id: 'contract', title: 'Contract and contacts', column: 'side', keepPx: 160, component: ContractSection },
  { id: 'data', title: 'Data behind it', column: 'side', keepPx: 220, component: DataSection },
]
