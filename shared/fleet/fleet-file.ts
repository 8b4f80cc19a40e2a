/** The fleet file: read and validate it, edit it, and the configuration that needs none. */
export { parseFleetFile } from './fleet-file-parse'
export { editFleetFile, type FleetFileEdit } from './fleet-file-edit'
export type { ParsedFleetFile } from './fleet-file-config'
export { trainingConfig } from './fleet-defaults'
