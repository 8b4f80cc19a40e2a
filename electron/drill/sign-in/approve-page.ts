import { expectThat } from './expect'

/** The person in the browser: reads the authorize page, presses the button, and goes where they are sent. Returns what they then see. */
export async function approvePage(page: string): Promise<string> {
  const html = await (await fetch(page)).text()
  const request = /name="request" value="([^"]+)"/.exec(html)?.[1]
  expectThat(request !== undefined, 'the authorize page asks for an answer')
  const body = new URLSearchParams({ request, decision: 'approve' })
  return (await fetch(new URL('/authorize', page), { method: 'POST', body, headers: { origin: new URL(page).origin } })).text()
}
