import react from '@vitejs/plugin-react'
import path from 'node:path'
import { defineConfig } from 'vite'

const project = path.resolve(import.meta.dirname, '../../..')

/** `npx vite --config test/renderer/dev/vite.config.ts`: the renderer in any browser, over the fake core. */
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: path.join(project, 'node_modules/.cache/vite-dev-page'),
  plugins: [react()],
  server: { fs: { allow: [project] }, port: 5199 },
  build: { outDir: path.join(project, 'out/dev-page'), emptyOutDir: true },
})
