import { expect } from '@playwright/test'
import { strFromU8, unzipSync } from 'fflate'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export interface OpenedPack {
  readonly names: readonly string[]
  text(name: string): string
  json(name: string): unknown
  /** As the pack’s own verifier judged the entries, run as VERIFY.txt says with nothing but Node. */
  readonly verdict: { readonly ok: boolean; readonly chains: readonly { readonly withheld: number }[] }
}

/** Opens an evidence pack as an auditor would: every file is as its manifest says, none is missing, and what VERIFY.txt says is done. */
export function openPack(file: string): OpenedPack {
  const files = unzipSync(readFileSync(file))
  const names = Object.keys(files).sort()
  const text = (name: string): string => {
    const bytes = files[name]
    if (bytes === undefined) throw new Error(`There is no ${name} in ${names.join(', ')}`)
    return strFromU8(bytes)
  }
  const manifest = JSON.parse(text('manifest.json')) as { readonly files: readonly { readonly name: string; readonly sha256: string }[] }
  expect(manifest.files.map(({ name }) => name).sort()).toEqual(names.filter((name) => name !== 'manifest.json' && name !== 'VERIFY.txt'))
  for (const { name, sha256 } of manifest.files) expect([name, createHash('sha256').update(files[name]!).digest('hex')]).toEqual([name, sha256])
  const folder = `${file}-opened`
  for (const name of names) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), files[name]!)
  }
  const command = /node (verify\.cjs entries\.jsonl.*)$/m.exec(text('VERIFY.txt'))?.[1]
  if (command === undefined) throw new Error('VERIFY.txt names no command.')
  const verdict = JSON.parse(execFileSync(process.execPath, [...command.trim().split(' '), '--json'], { cwd: folder, encoding: 'utf8', env: {} })) as OpenedPack['verdict']
  expect(verdict.ok).toBe(true)
  return { names, text, json: (name) => JSON.parse(text(name)) as unknown, verdict }
}
