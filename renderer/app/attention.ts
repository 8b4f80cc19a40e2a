import type { QuietChoice } from '#shared/alarms/quiet'
import type { Services } from '../stores/services'

/** Asks for quiet, or ends it, and says how it stands. */
export async function setQuiet({ client, attention, ui }: Services, choice: QuietChoice): Promise<void> {
  const answer = await client.invoke('attention.quiet', { choice })
  if (answer.ok) attention.setState({ view: answer.value })
  ui.setState({ announcement: answer.ok ? quietWords[choice] : answer.error.message })
}

const quietWords: Record<QuietChoice, string> = {
  hour: 'Quiet for an hour. What is critical comes through.',
  morning: 'Quiet until eight in the morning. What is critical comes through.',
  off: 'Everything is told again.',
}
