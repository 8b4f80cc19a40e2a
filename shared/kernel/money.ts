/**
 * Sums of dollars, exact to the millionth: binary fractions would otherwise show as 0.00015000000000000001.
 * A CloudWatch request costs ten millionths, so that nothing is lost.
 */
export const addDollars = (...amounts: readonly number[]): number => Math.round(amounts.reduce((sum, dollars) => sum + dollars, 0) * 1e6) / 1e6
