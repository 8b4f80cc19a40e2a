import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from './imports'

const zones = ['electron', 'renderer', 'shared', 'resources', 'scripts']
const readmes = zones.flatMap(readmesBelow)
const decisions = readdirSync(path.join(projectRoot, 'docs/decisions'))

describe('The maps of the folders', () => {
  it('stand beside every registry', () => {
    const registries = ['shared/fleet', 'shared/health/checks', 'electron/polling', 'electron/usecases', 'electron/ipc', 'electron/cli', 'electron/adapters/aws', 'electron/training/events', 'renderer/features']
    expect(registries.filter((folder) => !readmes.includes(`${folder}/README.md`))).toEqual([])
  })

  it('have 40 lines at most', () => {
    expect(readmes.filter((file) => lines(file).length > 40)).toEqual([])
  })

  it('name in their tables only files and folders that are there', () => {
    expect(readmes.flatMap(namedBy).length).toBeGreaterThan(100)
    expect(readmes.flatMap((file) => namedBy(file).filter((name) => !existsSync(path.join(projectRoot, path.dirname(file), name))).map((name) => `${file}: ${name}`))).toEqual([])
  })
})

describe('Decisions', () => {
  it('have a number each, and it is theirs alone', () => {
    const numbers = decisions.map((name) => /^(\d{4})-[a-z0-9-]+\.md$/.exec(name)?.[1] ?? name)
    expect(numbers.filter((number, at) => !/^\d{4}$/.test(number) || numbers.indexOf(number) !== at)).toEqual([])
  })
})

function readmesBelow(folder: string): readonly string[] {
  return readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(folder, name.replaceAll(path.sep, '/')))
    .filter((name) => name.endsWith('/README.md'))
}

function lines(file: string): readonly string[] {
  return readFileSync(path.join(projectRoot, file), 'utf8').trimEnd().split('\n')
}

/** The first cells of a README's tables: `| a.ts, b/ | what |`. Names with a star stand for several. */
function namedBy(file: string): readonly string[] {
  return lines(file)
    .flatMap((line) => /^\|([^|]+)\|/.exec(line)?.[1]?.split(/[\s,`]+/) ?? [])
    .filter((name) => /^[\w./-]+(\.(tsx?|mjs|yaml|css)|\/)$/.test(name))
}
