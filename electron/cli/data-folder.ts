import { homedir } from 'node:os'
import { join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** Where the window keeps its data: the same folder, so that a command finds the same desk. `WATCHFLOOR_USER_DATA` names another. */
export function dataFolder(env: Environment, platform: NodeJS.Platform, home: string = homedir()): string {
  const named = env['WATCHFLOOR_USER_DATA']
  if (named !== undefined && named !== '') return named
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'watchfloor')
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'watchfloor')
  return join(env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'watchfloor')
}
