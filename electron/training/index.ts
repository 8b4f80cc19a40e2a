/** What the rest of the product may use of the training fleet. */
export { trainingCredentials } from './credentials'
export { loadScenario, type Scenario } from './scenario'
export { startTrainingFleet, type ClockChange, type TrainingFleet, type TrainingFleetOptions } from './training-fleet'
export type { Billing, BillingLine } from './billing'
export type { TrainingEvent, TrainingEventKind } from './events/index'
export type { FaultSpec } from './faults/fault'
export type { TruthCondition } from './truth'
export type { SentMail } from './world/deeds'
