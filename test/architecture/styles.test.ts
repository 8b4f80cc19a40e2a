import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from './imports'

const folder = path.join(projectRoot, 'renderer/styles')
/** Sheets that speak of everybody's classes by intent: what may be selected, how colours are forced. */
const forEverybody = ['base.css']

describe('Style sheets, which all hold at once', () => {
  it('lay out no class twice: a screen that takes another’s name for something else undoes its looks', () => {
    const sheets = new Map<string, Set<string>>()
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.css') && !forEverybody.includes(each))) {
      for (const found of classesOf(readFileSync(path.join(folder, name), 'utf8'))) sheets.set(found, (sheets.get(found) ?? new Set()).add(name))
    }
    expect(sheets.size).toBeGreaterThan(500)
    expect([...sheets].filter(([, names]) => names.size > 1).map(([found, names]) => `${found} in ${[...names].join(' and ')}`)).toEqual([])
  })
})

/** Classes that are selected by their name alone, but for paper and forced colours, which change what others laid out. */
function classesOf(text: string): ReadonlySet<string> {
  const found = new Set<string>()
  const inside: string[] = []
  for (const [, head = '', brace] of text.replace(/\/\*[^]*?\*\//g, '').matchAll(/([^{};]*)([{};])/g)) {
    if (brace === '}') inside.pop()
    if (brace !== '{') continue
    if (!head.includes('@') && !inside.some((each) => /@media (print|\(forced-colors)/.test(each))) for (const selector of head.split(',').map((each) => each.trim())) if (/^\.[\w-]+$/.test(selector)) found.add(selector)
    inside.push(head)
  }
  return found
}
