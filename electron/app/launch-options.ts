import path from 'node:path'

/** What this run was asked for, on the command line and by the environment. */
export interface LaunchOptions {
  /** Where settings, logs and caches go; absent: the system's place for this user. */
  readonly userDataDir?: string
  /** Watch this fleet file instead of the source of the last session. */
  readonly fleetFile?: string
  /** Train with this scenario: a shipped one by name, or a file. */
  readonly scenario?: string
  /** Keep a picture of the window here: for machines without a display. */
  readonly pictureFile?: string
  /** Write the training fleet's endpoint and token here, for tests: never told to the window. */
  readonly trainingControlFile?: string
}

export function readLaunchOptions(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): LaunchOptions {
  const valueOf = (name: string): string | undefined => {
    const at = argv.findIndex((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`))
    if (at < 0) return undefined
    const arg = argv[at] ?? ''
    const value = arg.includes('=') ? arg.slice(arg.indexOf('=') + 1) : argv[at + 1]
    return value === undefined || value === '' || value.startsWith('--') ? undefined : value
  }
  return omitAbsent({
    userDataDir: absolute(valueOf('user-data-dir') ?? env['WATCHFLOOR_USER_DATA']),
    fleetFile: absolute(valueOf('fleet')),
    scenario: valueOf('scenario'),
    pictureFile: absolute(env['WATCHFLOOR_PICTURE']),
    trainingControlFile: absolute(env['WATCHFLOOR_TRAINING_CONTROL']),
  })
}

const absolute = (file: string | undefined): string | undefined => (file === undefined || file === '' ? undefined : path.resolve(file))

type Absent<T> = { readonly [K in keyof T]: T[K] | undefined }
function omitAbsent(options: Absent<Required<LaunchOptions>>): LaunchOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}
