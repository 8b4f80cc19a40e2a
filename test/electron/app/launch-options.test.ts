import path from 'node:path'
import { expect, it } from 'vitest'
import { readLaunchOptions } from '#electron/app/launch-options'

it('asks for nothing by default', () => {
  expect(readLaunchOptions(['electron', '.'], {})).toEqual({})
})

it('takes values after a space and after an equals sign', () => {
  expect(readLaunchOptions(['--fleet', 'desk.yaml', '--user-data-dir=/data'], {})).toEqual({ fleetFile: path.resolve('desk.yaml'), userDataDir: path.resolve('/data') })
})

it('does not take the next switch for a value', () => {
  expect(readLaunchOptions(['--fleet', '--no-sandbox'], {})).toEqual({})
})

it('hears the environment, and the command line over it', () => {
  const env = { WATCHFLOOR_USER_DATA: '/env', WATCHFLOOR_PICTURE: '/env/window.png', WATCHFLOOR_TRAINING_CONTROL: '' }
  expect(readLaunchOptions(['--user-data-dir', '/cli'], env)).toEqual({ userDataDir: path.resolve('/cli'), pictureFile: path.resolve('/env/window.png') })
})
