import type { Engine } from '../world/fleet-model'

/** Versions that a place offers, oldest first; each may become every later one of its own line, and the first line after it. */
const lines: Readonly<Record<Engine, readonly (readonly string[])[]>> = {
  mysql: [['8.0.36', '8.0.39', '8.0.40', '8.0.41', '8.0.42', '8.0.43'], ['8.4.5', '8.4.6']],
  mariadb: [['10.11.8', '10.11.10', '10.11.11', '10.11.13'], ['11.4.5', '11.4.7']],
  postgres: [['16.4', '16.6', '16.8', '16.9', '16.10'], ['17.4', '17.5', '17.6']],
  'oracle-ee': [['19.0.0.0.ru-2025-04.rur-2025-04.r1', '19.0.0.0.ru-2025-07.rur-2025-07.r1', '19.0.0.0.ru-2025-10.rur-2025-10.r1', '19.0.0.0.ru-2026-01.rur-2026-01.r1']],
}

export interface EngineVersion {
  readonly version: string
  /** Its line: `8.0`, `16`. */
  readonly major: string
  readonly targets: readonly UpgradeTarget[]
}

export interface UpgradeTarget {
  readonly version: string
  readonly isMajor: boolean
}

export function versionsOf(engine: Engine): readonly EngineVersion[] {
  const known = lines[engine]
  return known.flatMap((line, at) =>
    line.map((version, place) => ({
      version,
      major: majorOf(engine, version),
      targets: [...line.slice(place + 1).map((target) => ({ version: target, isMajor: false })), ...(known[at + 1] ?? []).map((target) => ({ version: target, isMajor: true }))],
    })),
  )
}

export function majorOf(engine: Engine, version: string): string {
  const parts = version.split('.')
  return engine === 'postgres' || engine === 'oracle-ee' ? (parts[0] ?? '') : parts.slice(0, 2).join('.')
}

/** What an upgrade would be; undefined: this version cannot become that one. */
export const upgradeTo = (engine: Engine, from: string, to: string): UpgradeTarget | undefined => versionsOf(engine).find(({ version }) => version === from)?.targets.find(({ version }) => version === to)
