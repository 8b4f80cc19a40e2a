const lists = 'main [role="grid"], main [role="listbox"]'
/** Keys that move within every list. */
const moving: ReadonlySet<string> = new Set(['j', 'k', 'ArrowDown', 'ArrowUp'])

/**
 * Where the first press of a key that moves through lists goes while nothing has the focus: the list of the screen, at its tab stop.
 *
 * A window that was just opened, or a screen just gone to, is moved through without reaching for the mouse. What is hidden below a
 * tenant's screen is passed over.
 */
export function listEntry(key: string, page: Document): HTMLElement | undefined {
  if (!moving.has(key) || !isIdle(page.activeElement)) return undefined
  const list = [...page.querySelectorAll<HTMLElement>(lists)].find((element) => element.closest('[style*="display: none"], [hidden]') === null)
  return list?.tabIndex === 0 ? list : (list?.querySelector<HTMLElement>('[tabindex="0"]') ?? undefined)
}

/** Nothing that takes keys: the page, or a part of it that only the product puts the focus on. */
const isIdle = (active: Element | null): boolean => active === null || active.tagName === 'BODY' || (active.matches('main [tabindex="-1"]') && active.querySelector(lists) !== null)
