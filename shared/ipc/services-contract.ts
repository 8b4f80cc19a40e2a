import type { LogHits } from '../services/log-hits'

/** What is asked about a tenant's other services beside what the watch reads. */
export interface ServicesCommands {
  /** Costs money in AWS, a metric a filter: only when an operator asks. */
  'services.logHits': { input: { readonly tenant: string }; output: LogHits }
}
