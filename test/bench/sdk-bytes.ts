import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Built files that stand in memory once these do: what they require at once, directly or not. */
export function filesLoadedWith(entries: readonly string[], read: (file: string) => string = readText): readonly string[] {
  const loaded = new Set<string>()
  const load = (file: string): void => {
    if (loaded.has(file)) return
    loaded.add(file)
    for (const [, chunk] of read(file).matchAll(/^(?:const|let) [\w$]+ = require\("(\.\.?\/[^"]+\.cjs)"\)/gm)) if (chunk !== undefined) load(join(dirname(file), chunk))
  }
  entries.forEach(load)
  return [...loaded]
}

/** Bytes of a built file that come from the AWS SDK: the build says before each module where it is from. */
export function sdkBytes(text: string): number {
  const modules = text.split(/^\/\/ (?=[\w@.][\w@./-]*\.[cm]?[jt]sx?$)/m)
  return modules.filter((module) => /^node_modules\/@(aws|smithy)/.test(module)).reduce((sum, module) => sum + Buffer.byteLength(module), 0)
}

const readText = (file: string): string => readFileSync(file, 'utf8')
