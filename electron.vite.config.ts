import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'electron-vite'
import { build, type Plugin } from 'vite'
import react from '@vitejs/plugin-react'

const inTree = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Entries of the main process and of what runs beside it; one that does not stand yet is left out. */
const mainEntries = {
  main: 'electron/main.ts',
  cli: 'electron/cli/main.ts',
  'watch-worker': 'electron/polling/worker.ts',
  'training-worker': 'electron/training/worker.ts',
  'database-worker': 'electron/adapters/sqlite/worker.ts',
  'paper-worker': 'electron/app/audit/paper-worker.ts',
  'drill-sign-in': 'electron/drill/sign-in/main.ts',
  'drill-soak': 'electron/drill/soak/main.ts',
  'drill-crash': 'electron/drill/crash/main.ts',
  'drill-support': 'electron/drill/support/main.ts',
  'drill-tamper': 'electron/drill/tamper/main.ts',
  bench: 'test/bench/main.ts',
  'bench-bare': 'test/bench/bare-window.ts',
  'bench-probe': 'test/bench/window-probe.ts',
}

const standing = Object.fromEntries(
  Object.entries(mainEntries)
    .map(([name, path]) => [name, inTree(path)] as const)
    .filter(([, path]) => existsSync(path)),
)

/** The older of the two Electron majors that the same build must run on: Chromium 130, Node 20.18. */
const oldest = { node: 'node20.18', chromium: 'chrome130' }

const { version } = JSON.parse(readFileSync(inTree('package.json'), 'utf8')) as { version: string }
const alias = { '#shared': inTree('shared'), '#electron': inTree('electron'), '#test': inTree('test') }
const define = { __WATCHFLOOR_VERSION__: JSON.stringify(version) }

/**
 * The verifier of audit trails as one file of its own beside the others: an evidence pack carries it to people who have nothing but Node,
 * so it shares no chunk with them, and stays as it can be read.
 */
const verifier: Plugin = {
  name: 'watchfloor:verifier',
  apply: 'build',
  async generateBundle() {
    const built = await build({
      configFile: false,
      publicDir: false,
      logLevel: 'warn',
      resolve: { alias },
      ssr: { noExternal: true },
      build: { write: false, target: oldest.node, minify: false, ssr: inTree('electron/cli/audit/verifier.ts'), rolldownOptions: { output: { format: 'cjs', codeSplitting: false } } },
    })
    if (!('output' in built)) throw new Error('The verifier was not built.')
    const [chunk, ...others] = built.output
    if (others.length > 0) throw new Error('The verifier is not one file.')
    this.emitFile({ type: 'asset', fileName: 'verify.cjs', source: chunk.code })
  },
}

const main = {
  resolve: { alias },
  define,
  plugins: [verifier],
  build: {
    outDir: 'out/main',
    target: oldest.node,
    externalizeDeps: false,
    rolldownOptions: {
      input: standing,
      // They find their native libraries beside their own files.
      external: ['keytar', '@photostructure/sqlite'],
      output: { format: 'cjs' as const, entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
    },
  },
}

const preload = {
  resolve: { alias },
  build: {
    outDir: 'out/preload',
    target: oldest.node,
    externalizeDeps: false,
    isolatedEntries: true,
    rolldownOptions: {
      input: { index: inTree('electron/preload/index.ts') },
      output: { format: 'cjs' as const, entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
}

const renderer = {
  root: 'renderer',
  base: './',
  resolve: { alias: { '#shared': inTree('shared') } },
  plugins: [react()],
  // The page is served over app:// in development too; hot reload finds its socket by address.
  server: { host: '127.0.0.1', strictPort: false, hmr: { protocol: 'ws', host: '127.0.0.1' } },
  build: {
    outDir: inTree('out/renderer'),
    target: oldest.chromium,
    minify: true,
    // Small assets stay files: the page's policy allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: inTree('renderer/index.html') },
  },
}

/** `WATCHFLOOR_BUILD` builds one part: `main` for headless commands, `window` for what the window loads. */
export default defineConfig(() => {
  const part = process.env['WATCHFLOOR_BUILD']
  if (part === 'main') return { main }
  const window = existsSync(inTree('renderer/index.html')) ? { preload, renderer } : { preload }
  return part === 'window' ? window : { main, ...window }
})
