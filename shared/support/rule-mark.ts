/** What rules of ours are recognised by: `watchfloor support g-0123456789ab g-…` in the description. */
const mark = 'watchfloor support'
/** Whoever writes this writes in our name. */
const ours = 'watchfloor'

/** EC2 takes 255 letters. */
const mostLetters = 255

/** Undefined: so many grants are not written into one rule. */
export function ruleDescription(grants: readonly string[]): string | undefined {
  const text = [mark, ...grants.toSorted()].join(' ')
  return text.length <= mostLetters ? text : undefined
}

/** Ids of the grants that a rule says it is open for; undefined: it is not ours. */
export function grantsOfRule(description = ''): readonly string[] | undefined {
  return description.toLowerCase().startsWith(ours) ? [...description.matchAll(/\bg-[0-9a-f]{12}\b/g)].map(([id]) => id) : undefined
}
