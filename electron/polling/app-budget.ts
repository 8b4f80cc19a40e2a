/**
 * What the explanations of the app tier may cost.
 *
 * A restless group (short, refreshed, at its most) costs a request for its activities and one for its refresh with each poll of the groups;
 * a whole zone that goes makes hundreds of them restless at once.
 */
export const restlessBudget = (places: number): number => Math.max(fewest, Math.min(most, Math.floor(perRound / Math.max(1, places))))
const perRound = 400
const fewest = 2
const most = 20

/**
 * Target groups of a place whose metrics may be read in a minute, beside those that are looked at. CloudWatch charges for each metric:
 * half a dollar an hour is the cap for a whole fleet, however much of it is in trouble.
 */
export const loadBudget = (places: number): number => Math.max(1, Math.min(mostGroups, Math.floor(dollarsPerHour / (60 * metricsOfGroup * dollarsOfMetric) / Math.max(1, places))))
const dollarsPerHour = 0.5
const dollarsOfMetric = 0.01 / 1_000
/** Latency, requests, errors. */
const metricsOfGroup = 3
const mostGroups = 40
