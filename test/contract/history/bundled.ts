import { fileURLToPath } from 'node:url'
import path from 'node:path'
import { build } from 'vite'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Bundles an entry as the product's build does, and returns the file: for threads and processes of their own. */
export async function bundled(entry: string): Promise<string> {
  const name = path.basename(entry, '.ts')
  // Inside the tree, so that packages with native libraries are found.
  const outDir = path.join(root, 'node_modules/.cache/watchfloor-test-bundles', name)
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    resolve: { alias: { '#shared': path.join(root, 'shared'), '#electron': path.join(root, 'electron'), '#test': path.join(root, 'test') } },
    ssr: { noExternal: true, external: ['@photostructure/sqlite'] },
    build: {
      ssr: path.join(root, entry),
      outDir,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: { external: ['@photostructure/sqlite'], output: { format: 'cjs', entryFileNames: `${name}.cjs` } },
    },
  })
  return path.join(outDir, `${name}.cjs`)
}
