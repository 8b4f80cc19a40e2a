import { app } from 'electron'

/** Chromium's own command line is asked: a test runner takes its switches out of `process.argv`. */
export const isSandboxed = (): boolean => !app.commandLine.hasSwitch('no-sandbox')
