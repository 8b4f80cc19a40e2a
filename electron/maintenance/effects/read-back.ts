import type { AccessWord, RunContext, ScreenSight } from './run-context'

/** What the readers of a tenant's login screen get; `words` for the run's evidence. */
export async function readBack({ notices }: Pick<RunContext, 'notices'>, tenant: string, word: AccessWord): Promise<{ readonly says: boolean; readonly words: string }> {
  const screen = await notices.isPublished(tenant, word)
  if (!screen.ok) return { says: false, words: `written, but not read back: ${screen.error.message}` }
  return { says: screen.value.kind !== 'saysElse', words: screenWords(screen.value, word) }
}

export function screenWords(screen: ScreenSight, word: AccessWord): string {
  if (screen.kind === 'noScreen') return `nothing is written: ${screen.words}`
  return screen.kind === 'says' ? wordsOf(word) : 'written, but its readers still get the old one'
}

const wordsOf = ({ state, access }: AccessWord): string => (state === 'completed' ? 'says that it is over' : `says that access is ${access}`)
