/**
 * <watchfloor-notice src="/notice.json">: announced maintenance on a login screen.
 *
 * Reads the document that the operations desk writes (see README.md) and shows windows that are to come, running, or over for
 * less than a day. Without a document, with one that cannot be read, or without the network it shows nothing and never throws: a
 * login screen works without it. No dependencies, no styles or scripts inline, text only.
 */
const everyMs = 5 * 60_000
const shownAfterMs = 24 * 3_600_000

const sheet = new CSSStyleSheet()
sheet.replaceSync(`
:host { display: block; font: inherit; color: inherit; }
:host([hidden]) { display: none; }
article { border: 1px solid currentColor; border-inline-start-width: 4px; border-radius: 4px; padding: .75em 1em; margin-block-end: .75em; }
p { margin: 0; }
p + p { margin-block-start: .35em; }
.what { font-weight: 600; }
`)

class WatchfloorNotice extends HTMLElement {
  static observedAttributes = ['src']
  #root = this.attachShadow({ mode: 'open' })
  #timer
  #text = ''

  connectedCallback() {
    this.#root.adoptedStyleSheets = [sheet]
    this.hidden = true
    this.#timer = setInterval(() => this.#refresh(), everyMs)
    document.addEventListener('visibilitychange', this.#onVisible)
    this.#refresh()
  }

  disconnectedCallback() {
    clearInterval(this.#timer)
    document.removeEventListener('visibilitychange', this.#onVisible)
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#refresh()
  }

  #onVisible = () => {
    if (!document.hidden) this.#refresh()
  }

  async #refresh() {
    try {
      const src = this.getAttribute('src')
      const reply = src ? await fetch(src, { cache: 'no-store', credentials: 'omit' }) : undefined
      // A document that is gone says nothing any more; a server that fails may be back soon, and what was read still holds.
      if (reply === undefined || reply.status === 404) return this.#show([])
      if (reply.ok) this.#show(noticesOf(await reply.json(), Date.now()))
    } catch {
      // No network, or no document of ours: what was shown stays.
    }
  }

  #show(notices) {
    const text = JSON.stringify(notices)
    // Told again only when it changed: screen readers read a status aloud.
    if (text === this.#text) return
    this.#text = text
    const status = document.createElement('div')
    status.setAttribute('role', 'status')
    status.setAttribute('lang', 'en')
    this.#root.replaceChildren(status)
    for (const { what, lines } of notices) status.append(element('article', [element('p', [what], 'what'), ...lines.map((line) => element('p', [line]))]))
    this.hidden = notices.length === 0
  }
}

function element(name, children, className) {
  const node = document.createElement(name)
  if (className) node.className = className
  node.append(...children)
  return node
}

function noticesOf({ version, timeZone, windows }, now) {
  if (version !== 1) return []
  return windows.filter(({ endsAt, state }) => Date.parse(endsAt) + (state === 'planned' ? 0 : shownAfterMs) > now).map((window) => noticeOf(window, timeZone))
}

function noticeOf({ state, access, title, startsAt, endsAt }, timeZone) {
  const from = new Date(startsAt)
  const to = new Date(endsAt)
  const here = spanText(from, to)
  const there = spanText(from, to, timeZone)
  const times = here === there ? [there] : [`${there} (${timeZone})`, `Your time: ${here}`]
  if (state === 'cancelled') return { what: `Cancelled: ${title}`, lines: [`It was planned for ${there}.`] }
  if (state === 'completed') return { what: `Completed: ${title}`, lines: ['You can sign in as usual.'] }
  const closed = access === 'closed'
  if (state === 'running') return { what: `Maintenance is under way: ${title}`, lines: [closed ? 'Signing in is not possible until it is over.' : 'You can sign in as usual.', ...times] }
  return { what: `Planned maintenance: ${title}`, lines: [...times, closed ? 'Signing in will not be possible during this time.' : 'You can sign in as usual during this time.'] }
}

/** Both ends with their own offset: clocks may change in between. The day once when it is one. */
function spanText(from, to, timeZone) {
  const format = (parts) => new Intl.DateTimeFormat('en-GB', { ...parts, timeZone })
  const weekday = format({ weekday: 'long' })
  const date = format({ day: 'numeric', month: 'long', year: 'numeric' })
  const clock = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'longOffset' })
  const day = (at) => `${weekday.format(at)} ${date.format(at)}, `
  const time = (at) => clock.format(at).replace('GMT', 'UTC')
  return `${day(from)}${time(from)} to ${day(from) === day(to) ? '' : day(to)}${time(to)}`
}

if (!customElements.get('watchfloor-notice')) customElements.define('watchfloor-notice', WatchfloorNotice)
