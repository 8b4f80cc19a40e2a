import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parse, stringify } from 'yaml'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { loadScenario, startTrainingFleet, type TrainingFleet } from '#electron/training/index'

/** A training fleet that outlives the app, with a fleet file that asks for a sign-in. */
export interface SignInFleet {
  readonly fleet: TrainingFleet
  readonly fleetFile: string
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

export async function serveSignInFleet(folder: string): Promise<SignInFleet> {
  const scenario = loadScenario(
    JSON.stringify({
      version: 1,
      name: 'sign-in',
      title: 'Sign-in',
      seed: 11,
      // Two minutes ago: the computer's clock and the fleet's agree.
      startAt: new Date(realClock.nowMs() - 120_000).toISOString(),
      fleet: { pooled: [{ account: '111122223333', region: 'eu-west-1', tenants: 6 }], silo: [{ account: '444455556666', region: 'eu-central-1', tenants: 1 }] },
    }),
    'sign-in.json',
  )
  if (!scenario.ok) throw new Error(scenario.error.message)
  const fleet = await startTrainingFleet({ scenario: scenario.value, clock: realClock, timers: realTimers, logger: quiet })
  const fleetFile = path.join(folder, 'fleet.yaml')
  await writeFile(fleetFile, fleet.signInFleetFileText())
  return { fleet, fleetFile }
}

/** From now on the silo account is reached through the pooled one: nobody is assigned there, its role is assumed. */
export async function reachSiloThroughPool({ fleetFile }: SignInFleet): Promise<void> {
  const file = parse(await readFile(fleetFile, 'utf8')) as { accounts: Record<string, unknown>[] } // written above
  const accounts = file.accounts.map((account) => (account['id'] === '444455556666' ? { ...account, role: 'TenantRead', externalId: 'desk-7', through: { account: '111122223333', role: 'WatchfloorOperator' } } : account))
  await writeFile(fleetFile, stringify({ ...file, accounts }))
}
