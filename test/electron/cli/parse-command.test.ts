import { describe, expect, it } from 'vitest'
import type { Command, CommandContext } from '#electron/cli/command'
import { helpText, usageLine } from '#electron/cli/help'
import { parseCommand } from '#electron/cli/parse-command'
import { runCli } from '#electron/cli/run-cli'

const command = (path: string, more: Partial<Command> = {}): Command => ({
  path: path.split(' '),
  summary: `Does ${path}`,
  options: [],
  positionals: [],
  details: [],
  run: async () => 0,
  ...more,
})

const commands = [
  command('fleet status', { options: [{ name: 'fleet', value: 'FILE', summary: 'The fleet file' }, { name: 'json', summary: 'Print JSON' }] }),
  command('fleet check', { positionals: [{ name: 'FILE', summary: 'The fleet file' }] }),
  command('training serve', { options: [{ name: 'scenario', value: 'FILE', required: true, summary: 'What happens' }] }),
]

const messageOf = (line: string): string => {
  const parsed = parseCommand(line.split(' ').filter((word) => word !== ''), commands)
  return parsed.ok ? 'accepted' : parsed.error.message
}

const inputOf = (line: string): unknown => {
  const parsed = parseCommand(line.split(' '), commands)
  if (!parsed.ok || parsed.value.kind !== 'run') return parsed
  return { command: parsed.value.command.path.join(' '), options: Object.fromEntries(parsed.value.input.options), positionals: parsed.value.input.positionals }
}

describe('The command line', () => {
  it('hands options and words to the command', () => {
    expect(inputOf('fleet status --fleet desk.yaml --json')).toEqual({ command: 'fleet status', options: { fleet: 'desk.yaml', json: true }, positionals: [] })
    expect(inputOf('fleet status --fleet=-odd.yaml')).toEqual({ command: 'fleet status', options: { fleet: '-odd.yaml' }, positionals: [] })
    expect(inputOf('fleet check -- --odd.yaml')).toEqual({ command: 'fleet check', options: {}, positionals: ['--odd.yaml'] })
  })

  it('hands on every value of an option that may be given several times, and says so in its usage', () => {
    const plan = command('maintenance plan', { options: [{ name: 'tag', value: 'KEY=VALUE', isRepeatable: true, summary: 'Only with this tag' }] })
    const parsed = parseCommand(['maintenance', 'plan', '--tag', 'ring=early', '--tag=team=core bank'], [plan])
    expect(parsed.ok && parsed.value.kind === 'run' ? parsed.value.input.repeated : undefined).toEqual(new Map([['tag', ['ring=early', 'team=core bank']]]))
    expect(usageLine(['maintenance', 'plan'], [plan])).toContain('[--tag KEY=VALUE]...')
  })

  it.each([
    ['', 'A command is missing.'],
    ['fleet', "'fleet' needs a command."],
    ['flete status', "There is no command 'flete'. Did you mean 'fleet'?"],
    ['fleet staus', "There is no command 'staus'. Did you mean 'status'?"],
    ['grants list', "There is no command 'grants'."],
    ['fleet status --jsno', "There is no option '--jsno'. Did you mean '--json'?"],
    ['fleet status -x', "There is no option '-x'."],
    ['fleet status --json=yes', '--json takes no value.'],
    ['fleet status --json --json', '--json is given twice.'],
    ['fleet status --fleet', '--fleet needs a value: --fleet FILE.'],
    ['fleet status --fleet --json', '--fleet needs a value: --fleet FILE.'],
    ['fleet status --fleet=', '--fleet needs a value: --fleet FILE.'],
    ['fleet status now', "'now' is one word too many."],
    ['fleet check', 'FILE is missing.'],
    ['fleet check a b', "'b' is one word too many."],
    ['training serve', '--scenario FILE is missing.'],
  ])('refuses "%s": %s', (line, message) => {
    expect(messageOf(line)).toBe(message)
  })

  it.each([
    ['--help', []],
    ['help fleet', ['fleet']],
    ['fleet -h', ['fleet']],
    ['fleet status --json --help', ['fleet', 'status']],
    ['help fleet status', ['fleet', 'status']],
  ])('answers "%s" with help for that level', (line, level) => {
    expect(parseCommand(line.split(' '), commands)).toEqual({ ok: true, value: { kind: 'help', level } })
  })

  it('describes every level', () => {
    expect(helpText([], commands)).toContain('fleet status')
    expect(helpText(['fleet'], commands)).not.toContain('training')
    expect(helpText(['training', 'serve'], commands)).toContain('--scenario FILE  What happens')
    expect(usageLine(['fleet', 'status'], commands)).toBe('Usage: watchfloor fleet status [--fleet FILE] [--json]')
    expect(usageLine(['fleet'], commands)).toBe('Usage: watchfloor fleet status | check')
  })
})

describe('A command line that is refused', () => {
  it('is told without what a terminal would obey', async () => {
    const written: string[] = []
    const stream = { write: (text: string) => void written.push(text) }
    const context = { out: stream, err: stream } as unknown as CommandContext // a refusal touches nothing else
    expect(await runCli(['fleet', 'st\u001b[2Jatus\u202e'], commands, context)).toBe(2)
    expect(written.join('')).toContain("There is no command 'st\ufffd[2Jatus\ufffd'.")
    expect(written.join('')).not.toMatch(/[^\P{Cc}\n]|\u202e/u)
  })
})
