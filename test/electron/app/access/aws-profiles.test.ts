import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsProfiles } from '#electron/app/access/aws-profiles'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'watchfloor-profiles-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function read(text: string) {
  const file = path.join(folder, 'config')
  await writeFile(file, text)
  return { file, view: await awsProfiles({ AWS_CONFIG_FILE: file })() }
}

describe('Profiles of the AWS command line', () => {
  it('come with their sessions, from the file that the environment names', async () => {
    const { file, view } = await read('[sso-session main]\nsso_start_url = https://desk.awsapps.com/start\nsso_region = eu-west-1\n[profile night]\nsso_session = main\nsso_account_id = 111122223333\nsso_role_name = Operator\nregion = eu-west-1\n[profile bare]\n')
    expect(view).toEqual({
      ok: true,
      value: {
        path: file,
        sessions: [{ name: 'main', startUrl: 'https://desk.awsapps.com/start', region: 'eu-west-1' }],
        profiles: [{ name: 'night', region: 'eu-west-1', sso: { session: 'main', account: '111122223333', role: 'Operator' } }, { name: 'bare' }],
        issues: [],
      },
    })
  })

  it('never carry keys, whatever else stands in the file', async () => {
    const { view } = await read('[profile old]\naws_access_key_id = AKIACANARY\naws_secret_access_key = canary-secret\ncredential_process = /bin/echo canary\nregion = eu-west-1\n')
    expect(view).toMatchObject({ ok: true, value: { profiles: [{ name: 'old', region: 'eu-west-1' }] } })
    expect(JSON.stringify(view)).not.toMatch(/canary/i)
  })

  it('are none where there is no file, and said where it cannot be read', async () => {
    expect(await awsProfiles({ AWS_CONFIG_FILE: path.join(folder, 'none') })()).toMatchObject({ ok: true, value: { sessions: [], profiles: [], issues: [] } })
    expect(await awsProfiles({ AWS_CONFIG_FILE: folder })()).toMatchObject({ ok: false, error: { kind: 'invalidFile' } })
  })
})
