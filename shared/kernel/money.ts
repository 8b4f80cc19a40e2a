/**
 * Sums of dollars, exact to the billionth: binary fractions would otherwise show as 0.00015000000000000001.
 * A CloudWatch request costs ten millionths, one of S3's less than half of one: nothing is lost.
 */
export const addDollars = (...amounts: readonly number[]): number => Math.round(amounts.reduce((sum, dollars) => sum + dollars, 0) * 1e9) / 1e9
