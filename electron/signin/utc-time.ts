/** `2026-11-21 14:05 UTC`: a printed time always has its offset. */
export const utcTime = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`
