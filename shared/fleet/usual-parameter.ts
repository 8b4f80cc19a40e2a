/** The support-access document of a tenant's environment, where the fleet file names none: a parameter of Systems Manager. */
export const usualParameter = (tenant: string, environment: string): string => `/watchfloor/support-access/${tenant}/${environment}`
