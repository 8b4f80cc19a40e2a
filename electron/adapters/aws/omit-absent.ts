type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> }

/** Drops fields whose value is undefined: what AWS did not return stays absent in the record. */
export function omitAbsent<T extends object>(fields: T): Present<T> {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(kept) as Present<T> // fromEntries loses the keys' types; exactly the undefined ones are gone
}
