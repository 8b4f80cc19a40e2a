/** Time inside the product is epoch milliseconds in UTC; durations are milliseconds. Names carry the unit. */
export const secondMs = 1_000
export const minuteMs = 60 * secondMs
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs
