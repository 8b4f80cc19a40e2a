import { statSync } from 'node:fs'
import { join } from 'node:path'
import { isRoot, read } from './processes.mjs'
import { Refusal } from './progress.mjs'

/**
 * Refuses, with the command to run, where Chromium could not start its sandbox: ordinary users get no namespaces of their own here
 * (Ubuntu since 23.10, hardened systems, some containers), and the helper that does without them belongs to no root. We never start
 * without the sandbox instead; only root has none, for Chromium refuses it to root.
 */
export function ensureSandbox(runtime) {
  if (process.platform !== 'linux' || isRoot) return
  const helper = join(runtime.folder, 'chrome-sandbox')
  if (isSetUidRoot(helper) || givesNamespaces()) return
  throw new Refusal(
    `Chromium's sandbox cannot start: this system gives ordinary users no namespaces of their own. Its helper can do without them. Run once:\n\n` +
      `  sudo chown root:root ${helper} && sudo chmod 4755 ${helper}\n`,
  )
}

/** `unshare` belongs to every Linux's basic tools; where it is missing Chromium itself will tell. */
function givesNamespaces() {
  const { code } = read('unshare', ['--user', '--map-root-user', 'true'])
  return code === 0 || code === 127
}

function isSetUidRoot(file) {
  const status = statSync(file, { throwIfNoEntry: false })
  return status !== undefined && status.uid === 0 && (status.mode & 0o4000) !== 0
}
