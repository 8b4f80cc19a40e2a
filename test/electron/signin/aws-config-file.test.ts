import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAwsConfig, readAwsConfig } from '#electron/signin/index'

const good = `# the desk's own
[default]
region = eu-west-1

[sso-session main]
sso_start_url = https://example.awsapps.com/start  ; the portal
sso_region=eu-west-1
sso_registration_scopes = sso:account:access

[profile night]
sso_session = main
sso_account_id = 111122223333
sso_role_name = WatchfloorOperator
region = eu-central-1
s3 =
  max_concurrent_requests = 20
aws_secret_access_key = canary
`

describe('the AWS CLI’s configuration', () => {
  it('gives sessions and the profiles that use them', () => {
    expect(parseAwsConfig(good)).toEqual({
      sessions: [{ name: 'main', startUrl: 'https://example.awsapps.com/start', region: 'eu-west-1', line: 5 }],
      profiles: [
        { name: 'default', line: 2, region: 'eu-west-1' },
        { name: 'night', line: 10, region: 'eu-central-1', sso: { session: 'main', accountId: '111122223333', role: 'WatchfloorOperator' } },
      ],
      issues: [],
    })
  })

  it('lets no key through', () => {
    expect(JSON.stringify(parseAwsConfig(good))).not.toContain('canary')
  })

  it.each([
    ['[sso-session a]\nsso_region = eu-west-1', { line: 1, message: 'sso_start_url is missing.' }],
    ['[sso-session a]\nsso_start_url = example\nsso_region = eu-west-1', { line: 2, path: 'sso-session a.sso_start_url' }],
    ['[sso-session a]\nsso_region = Ireland\nsso_start_url = https://a.example/start', { line: 2, path: 'sso-session a.sso_region' }],
    ['\n[profile p]\nsso_session = mian\n[sso-session main]\nsso_region = eu-west-1\nsso_start_url = https://a.example/start', { line: 3, suggestion: 'main' }],
    ['[profile p]\nsso_start_url = https://a.example/start', { line: 2, message: expect.stringContaining('cannot be renewed') as string }],
    ['[profile p]\nregion', { line: 2, message: expect.stringContaining('name = value') as string }],
    ['[profile', { line: 1, message: expect.stringContaining('section heading') as string }],
    [good.replace('111122223333', '1111'), { line: 12, path: 'profile night.sso_account_id' }],
    [`${good}\n[sso-session main]\nsso_region = us-east-1\nsso_start_url = https://b.example/start`, { message: expect.stringContaining('twice') as string }],
  ])('says what is wrong, and in which line: %#', (text, issue) => {
    expect(parseAwsConfig(text).issues).toEqual([expect.objectContaining(issue)])
  })

  it('costs only the section that is wrong', () => {
    const { sessions } = parseAwsConfig(`[sso-session bad]\nsso_region = eu-west-1\n${good}`)
    expect(sessions.map(({ name }) => name)).toEqual(['main'])
  })

  it('never throws, whatever the file holds', () => {
    const line = fc.constantFrom('[profile a]', '[sso-session a]', '[', 'sso_session = a', 'sso_region = eu-west-1', 'sso_start_url = https://a/start', '=', ' x', '# c', '')
    fc.assert(
      fc.property(fc.array(fc.oneof(line, fc.string()), { maxLength: 30 }), (lines) => {
        expect(Array.isArray(parseAwsConfig(lines.join('\n')).issues)).toBe(true)
      }),
    )
  })

  it('is read from its place; a file that is not there is empty, one that cannot be read is said', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'watchfloor-aws-config-'))
    await writeFile(join(folder, 'config'), good)
    expect(await readAwsConfig(join(folder, 'config'))).toMatchObject({ ok: true, value: { sessions: [{ name: 'main' }] } })
    expect(await readAwsConfig(join(folder, 'none'))).toEqual({ ok: true, value: { sessions: [], profiles: [], issues: [] } })
    expect(await readAwsConfig(folder)).toMatchObject({ ok: false, error: { kind: 'invalidFile' } })
    await rm(folder, { recursive: true })
  })
})
