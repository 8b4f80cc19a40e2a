/** One word of the filter line, quotes kept together; `end` is exclusive. */
export interface FilterWord {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** The line's words with their places, so that a chip can take out exactly its own. */
export function filterWords(line: string): readonly FilterWord[] {
  return [...line.matchAll(/(?:[^\s"]|"[^"]*"?)+/g)].map(({ 0: text, index }) => ({ text, start: index, end: index + text.length }))
}

export function withoutWord(line: string, word: FilterWord): string {
  return `${line.slice(0, word.start).trimEnd()} ${line.slice(word.end).trimStart()}`.trim()
}

/** Puts `key:value` in place of any word of that key; takes it out when it is there already. */
export function toggleWord(line: string, word: string): string {
  const key = word.slice(0, word.search(/[:<>=]/) + 1)
  const words = filterWords(line).map(({ text }) => text)
  if (words.includes(word)) return words.filter((text) => text !== word).join(' ')
  return [...words.filter((text) => !text.startsWith(key)), word].join(' ')
}
