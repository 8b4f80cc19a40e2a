/** What the build puts in: electron.vite.config.ts. */
declare const __WATCHFLOOR_VERSION__: string

interface ImportMeta {
  readonly env: { readonly DEV: boolean }
}
