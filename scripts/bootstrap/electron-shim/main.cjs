/* What Electron's own default app does, for a runtime that came without one: preload modules, then run the app it is pointed at. */
'use strict'
const { app } = require('electron')
const fs = require('node:fs')
const Module = require('node:module')
const path = require('node:path')

const { modules, file } = readArguments(process.argv.slice(1))
for (const name of modules) require(path.isAbsolute(name) ? name : Module.createRequire(path.join(process.cwd(), 'x.js')).resolve(name))
if (file === undefined) {
  process.stderr.write('Name the folder or main file of an app.\n')
  app.exit(2)
} else {
  runApp(path.resolve(file))
}

function readArguments(args) {
  const modules = []
  for (let index = 0; index < args.length; index++) {
    const arg = args[index]
    if (arg === '-r' || arg === '--require') modules.push(args[++index])
    else if (!arg.startsWith('-')) return { modules, file: arg }
  }
  return { modules, file: undefined }
}

function runApp(target) {
  Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true })
  const folder = fs.statSync(target).isDirectory() ? target : path.dirname(target)
  const manifest = readManifest(folder)
  if (manifest.version !== undefined) app.setVersion(manifest.version)
  const name = manifest.productName ?? manifest.name
  if (name !== undefined) app.setName(name)
  app.setPath('userData', path.join(app.getPath('appData'), app.getName()))
  app.setPath('sessionData', app.getPath('userData'))
  app.setAppPath(folder)
  const main = folder === target ? path.join(folder, manifest.main ?? 'index.js') : target
  require(main)
}

function readManifest(folder) {
  const file = path.join(folder, 'package.json')
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {}
}
