import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')
export const inTree = (...parts) => join(root, ...parts)

/** What a fresh `npm ci` may forget. */
export const treeCache = inTree('node_modules', '.cache', 'watchfloor')

/** What outlives the tree: the Electron runtime, and that a download did not work. */
export const userCache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'watchfloor')

/** Where the person stood when they called npm: relative arguments mean that folder. */
export const callerDir = process.env.INIT_CWD || process.cwd()
