import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkIds } from '#shared/health/finding'
import { projectRoot } from './imports'

const testsOfHealth = textsBelow('test/shared/health')

describe('The registry of checks', () => {
  it('has a test that names each of them', () => {
    expect(checkIds.filter((id) => !testsOfHealth.some((text) => text.includes(`'${id}'`) || text.includes(`/${id}'`)))).toEqual([])
  })

  it('has a file for each of them, called after its id', () => {
    const files = readdirSync(path.join(projectRoot, 'shared/health/checks')).filter((name) => name.endsWith('.ts') && name !== 'index.ts')
    expect(files.map((name) => name.replace('.ts', '')).sort()).toEqual([...checkIds].sort())
  })
})

function textsBelow(folder: string): readonly string[] {
  const absolute = path.join(projectRoot, folder)
  return readdirSync(absolute, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(path.join(absolute, name), 'utf8'))
}
