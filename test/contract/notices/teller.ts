import { readFileSync } from 'node:fs'
import { parseFleetFile } from '#shared/fleet/fleet-file'
import { createAwsOperators, createCredentialSource } from '#electron/adapters/aws/index'
import { createWebReader } from '#electron/adapters/http/web-reader'
import { openLocalDesk } from '#electron/adapters/sqlite/desk/local-desk'
import { createSqliteDeskStore } from '#electron/adapters/sqlite/desk/sqlite-desk-store'
import { randomIds } from '#electron/adapters/system/ids'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { createNoticeDesk } from '#electron/maintenance/notices/create-notice-desk'
import type { TellableWindow } from '#electron/maintenance/notices/notice-desk'
import { trainingCredentials } from '#electron/training/index'

/** A console that tells tenants of a window until it is done or killed: `<desk file> <fleet file> <window as JSON> <AWS time>`. */
async function tell(file: string, fleetFile: string, window: TellableWindow, nowMs: number): Promise<void> {
  const parsed = parseFleetFile(readFileSync(fleetFile, 'utf8'), fleetFile)
  const desk = openLocalDesk({ file, nowMs })
  if (!parsed.ok || !desk.ok) throw new Error('The fleet file or the desk cannot be opened')
  const { config } = parsed.value
  const endpoint = config.endpoint!
  const credentials = createCredentialSource({ config, endpoint, clock: realClock, timers: realTimers, training: trainingCredentials })
  const clock = { nowMs: () => nowMs }
  const notices = createNoticeDesk({
    store: createSqliteDeskStore({ desk: desk.value.desk, clock, person: async () => ({ ok: true, value: 'ana' }) }),
    ids: randomIds,
    operators: createAwsOperators({ endpoint, credentials, clock: realClock, timers: realTimers }),
    tenant: (id) => config.tenants.find((tenant) => tenant.id === id),
    sender: config.mail,
    desk: config.desk,
    web: createWebReader({ timers: realTimers }),
    clock,
    timers: realTimers,
  })
  const told = await notices.tell(window, { occasion: 'planned' }, new AbortController().signal)
  process.stdout.write(told.ok ? 'told\n' : `failed: ${told.error.message}\n`)
  await desk.value.close()
}

const [file = '', fleetFile = '', window = '', nowMs = '0'] = process.argv.slice(2)
void tell(file, fleetFile, JSON.parse(window) as TellableWindow, Number(nowMs))
