import type { AppError } from '#shared/kernel/app-error'
import type { ParsedFleetFile } from '#shared/fleet/fleet-file'
import type { Command, CommandContext } from './command'
import { exitCodes } from './exit-code'
import { issueLines, refuse } from './file-issues'
import { loadFleetFile } from './load-fleet-file'
import { plainJson, plainLine } from './plain-text'

export const fleetCheck: Command = {
  path: ['fleet', 'check'],
  summary: 'Check a fleet file without asking AWS anything',
  positionals: [{ name: 'FILE', summary: 'The fleet file (fleet.yaml)' }],
  options: [{ name: 'json', summary: 'Print the issues as JSON' }],
  details: [
    "Prints 'file:line:column path: message' for each issue, and what is accepted but begins to work with a later version.",
    'Exit codes: 0 the file is fine, 1 it has issues, 2 it cannot be read.',
  ],
  run: async ({ options, positionals: [path = ''] }, context) => {
    const loaded = await loadFleetFile(path)
    if (!loaded.ok && loaded.error.kind === 'storageFailed') return refuse(context, loaded.error)
    if (options.has('json')) context.out.write(`${plainJson(checkReport(path, loaded))}\n`)
    else writeWords(path, loaded, context)
    return loaded.ok ? exitCodes.fine : exitCodes.findings
  },
}

type Loaded = { readonly ok: true; readonly value: ParsedFleetFile } | { readonly ok: false; readonly error: AppError }

function checkReport(path: string, loaded: Loaded) {
  return {
    path,
    ok: loaded.ok,
    accounts: loaded.ok ? loaded.value.config.accounts.length : null,
    tenants: loaded.ok ? loaded.value.config.tenants.length : null,
    issues: loaded.ok ? [] : (loaded.error.issues ?? []),
    notYet: loaded.ok ? loaded.value.notYet : [],
  }
}

function writeWords(path: string, loaded: Loaded, { out, err }: CommandContext): void {
  if (!loaded.ok) {
    out.write(issueLines(path, loaded.error).map((line) => `${plainLine(line)}\n`).join(''))
    err.write(`${count(loaded.error.issues?.length ?? 1, 'issue')} in ${path}\n`)
    return
  }
  const { config, notYet } = loaded.value
  out.write(`${path}: fine. ${count(config.accounts.length, 'account')}, ${count(config.tenants.length, 'tenant')}.\n`)
  for (const part of notYet) out.write(`${plainLine(`${path} ${part.path}: not yet: ${part.message}`)}\n`)
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`
