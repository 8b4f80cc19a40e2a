import { existsSync, readFileSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { launch, type Launched } from './launch'
import { median, rounded, type Measured } from './measure'
import { filesLoadedWith, sdkBytes } from './sdk-bytes'

const rounds = 5
const gridRow = '[role="grid"] [role="gridcell"]'
const wholePollMs = 10_000

interface Rounds {
  readonly app: readonly Launched[]
  readonly bare: readonly Launched[]
}

/** B1 and B2: from starting the process to the cached fleet table on screen, over a bare window's first paint. Rounds take turns. */
export async function measureWindow(root: string): Promise<readonly Measured[]> {
  const executable = process.env['ELECTRON_EXEC_PATH']
  const missing = whyNot(root, executable)
  if (executable === undefined || missing !== undefined) return unmeasured(missing ?? 'no Electron')
  const userData = await mkdtemp(join(tmpdir(), 'watchfloor-bench-'))
  try {
    return resultsOf(root, await playRounds(root, executable, userData))
  } catch (error) {
    return unmeasured(error instanceof Error ? error.message : String(error))
  } finally {
    await rm(userData, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function playRounds(root: string, executable: string, userData: string): Promise<Rounds> {
  const out = (name: string): string => join(root, 'out/main', name)
  const probe = out('bench-probe.cjs')
  const app = (stayMs: number): Promise<Launched> => launch({ executable, probe, target: root, selector: gridRow, userData, stayMs })
  const bare = (): Promise<Launched> => launch({ executable, probe, target: out('bench-bare.cjs'), selector: 'h1', userData: join(userData, 'bare') })
  // The first launches fill the table's cache and the system's; the table is complete only after a whole poll.
  await app(wholePollMs)
  await bare()
  const played: { readonly app: Launched[]; readonly bare: Launched[] } = { app: [], bare: [] }
  for (let round = 0; round < rounds; round++) {
    played.bare.push(await bare())
    played.app.push(await app(0))
  }
  return played
}

function resultsOf(root: string, { app, bare }: Rounds): readonly Measured[] {
  const tookMs = (launches: readonly Launched[]): readonly number[] => launches.map((one) => rounded(one.tookMs, 0))
  const cpuMs = (launches: readonly Launched[]): readonly number[] => launches.flatMap((one) => one.cpuMs ?? []).map((ms) => rounded(ms, 0))
  const cpu = cpuMs(app).length === 0 ? {} : { cpuRatio: rounded(median(cpuMs(app)) / median(cpuMs(bare))), appCpuMs: cpuMs(app), bareCpuMs: cpuMs(bare) }
  const bytes = Object.fromEntries((app.at(-1)?.fetched ?? []).map((file) => [file, statSync(join(root, 'out/renderer', file === '/' ? 'index.html' : file)).size]))
  const loaded = app.map(({ mainFiles, workers }) => filesLoadedWith([...mainFiles, ...workers].filter((file) => file.startsWith(join(root, 'out')))))
  const sdk = loaded.map((paths) => paths.reduce((sum, file) => sum + sdkBytes(readFileSync(file, 'utf8')), 0))
  return [
    { ...startLine, value: rounded(median(tookMs(app)) / median(tookMs(bare))), details: { appMs: tookMs(app), bareMs: tookMs(bare), ...cpu } },
    { ...rendererLine, value: Object.values(bytes).reduce((sum, size) => sum + size, 0), details: bytes },
    { ...sdkLine, value: Math.max(...sdk), details: { workersStarted: app.map(({ workers }) => workers.map((file) => basename(file))) } },
  ]
}

const startLine = {
  id: 'B1',
  measure: "cold start to the cached fleet table / bare window's first paint",
  unit: 'ratio',
  goal: 1.4,
  how: `medians of ${rounds} launches each, taking turns; from spawn to the frame after the first grid cell (or the bare heading) is in the page. cpuRatio: processor time of all processes until then, which a busy machine changes less`,
}
const rendererLine = { id: 'B2', measure: 'renderer bytes before first paint', unit: 'bytes', goal: 900_000, how: 'everything that the page had fetched at that frame, as built, fonts included' }
const sdkLine = { id: 'B2', measure: 'SDK bytes before first paint', unit: 'bytes', goal: 0, how: 'bytes of @aws-sdk, @aws-crypto and @smithy in the built files that main and its workers had loaded at that frame; the most of any round' }

const unmeasured = (notMeasured: string): readonly Measured[] => [startLine, rendererLine, sdkLine].map((line) => ({ ...line, value: null, notMeasured }))

function whyNot(root: string, executable: string | undefined): string | undefined {
  if (executable === undefined || !existsSync(executable)) return 'no Electron runtime: start it with npm run bench'
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return 'no display'
  const needed = ['out/main/main.cjs', 'out/main/bench-probe.cjs', 'out/main/bench-bare.cjs', 'out/renderer/index.html']
  const absent = needed.find((path) => !existsSync(join(root, path)))
  return absent === undefined ? undefined : `${absent} is not built`
}
