/** What the browser shows at the end of a sign-in. Plain HTML of ours: no script, nothing loaded, nothing of the request repeated. */
export interface AnswerPage {
  readonly status: number
  readonly title: string
  readonly text: string
}

export const signedInPage: AnswerPage = { status: 200, title: 'Signed in', text: 'Watchfloor is signed in. You can close this tab.' }
export const deniedPage: AnswerPage = { status: 403, title: 'Not signed in', text: 'The sign-in was refused. Start it again in Watchfloor if that was not meant.' }
export const strayPage: AnswerPage = { status: 400, title: 'Not expected', text: 'This answer does not belong to a sign-in that Watchfloor started. Nothing was done.' }
export const usedPage: AnswerPage = { status: 410, title: 'Already answered', text: 'This sign-in was answered before. Look at Watchfloor for its result.' }
export const nothingHerePage: AnswerPage = { status: 404, title: 'Nothing here', text: 'Watchfloor only waits for the answer of a sign-in at this address.' }
export const failedPage = (text: string): AnswerPage => ({ status: 502, title: 'Not signed in', text })

export const answerHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  connection: 'close',
} as const

export function renderPage({ title, text }: AnswerPage): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)} – Watchfloor</title>
<style>:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1rem}</style>
<main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p></main>
</html>
`
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
