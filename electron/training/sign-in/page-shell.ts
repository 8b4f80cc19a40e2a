import type { Reply } from './reply'

/** Text that came from a request, made harmless inside HTML. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[letter] ?? letter)

export interface PageOptions {
  readonly status?: number
  /** Where the form's answer may lead: browsers hold `form-action` against the redirect too. */
  readonly formTarget?: string
}

/** A page without scripts, in the browser's own colours. */
export function page(title: string, body: string, options: PageOptions = {}): Reply {
  const formAction = options.formTarget === undefined ? "'self'" : `'self' ${options.formTarget}`
  return {
    status: options.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'self'; form-action ${formAction}; base-uri 'none'; frame-ancestors 'none'`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
    body: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)} - training sign-in</title><link rel="stylesheet" href="/style.css"></head>
<body><main><p class="banner">Training: nothing here is real, and no password is asked.</p><h1>${escapeHtml(title)}</h1>
${body}
</main></body></html>
`,
  }
}

export const styleSheet: Reply = {
  status: 200,
  headers: { 'content-type': 'text/css; charset=utf-8' },
  body: `:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { margin: 0; display: grid; place-items: center; min-height: 100vh }
main { max-width: 34rem; padding: 1.5rem }
h1 { font-size: 1.5rem; margin: 1rem 0 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 1rem 0 }
dt { font-weight: 600 }
dd { margin: 0; overflow-wrap: anywhere }
.banner { border: 1px solid; border-radius: .5rem; padding: .5rem .75rem; margin: 0 }
.code, input { font: 600 1.25rem ui-monospace, monospace; letter-spacing: .1em }
label { display: block; margin: 1rem 0 }
input, select, button { font-size: 1rem; padding: .5rem .9rem }
button { margin-right: .5rem; cursor: pointer }
`,
}
