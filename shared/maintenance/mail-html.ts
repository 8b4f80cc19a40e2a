/** A mail's parts, before they become plain text or HTML. */
export interface MailParts {
  readonly title: string
  readonly lead: string
  readonly facts: readonly (readonly [label: string, lines: readonly string[]])[]
  readonly expect: readonly string[]
  readonly footer: string
}

/**
 * A mail as HTML: one column of text, no images, no scripts, nothing fetched. Colours are the reader's own, so that it reads in light and dark
 * mail programs alike; what people typed is escaped.
 */
export function mailHtml({ title, lead, facts, expect, footer }: MailParts, name: string): string {
  const rows = facts.map(([label, lines]) => `<tr><th scope="row" style="${cell}font-weight:600;white-space:nowrap">${escaped(label)}</th><td style="${cell}">${lines.map((line) => `<div style="margin-bottom:4px">${escaped(line)}</div>`).join('')}</td></tr>`)
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">',
    `<title>${escaped(title)}</title></head>`,
    '<body style="margin:0;padding:24px;font:16px/1.5 -apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif"><div style="max-width:640px">',
    `<h1 style="font-size:20px;margin:0 0 16px">${escaped(title)}</h1>`,
    `<p>${escaped(name)},</p><p>${escaped(lead)}</p>`,
    `<table style="border-collapse:collapse;margin:16px 0">${rows.join('')}</table>`,
    ...expect.map((line) => `<p>${escaped(line)}</p>`),
    `<p style="font-size:13px;opacity:.75;margin-top:24px">${escaped(footer)}</p>`,
    '</div></body></html>',
    '',
  ].join('\n')
}

const cell = 'text-align:left;vertical-align:top;padding:4px 16px 4px 0;'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
