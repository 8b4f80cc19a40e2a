import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { defaultContract } from '#shared/fleet/fleet-defaults'
import { editFleetFile, parseFleetFile, type FleetFileEdit } from '#shared/fleet/fleet-file'
import type { InputIssue } from '#shared/kernel/app-error'

const full = `# The night desk's fleet
version: 1
desk: Night desk
signIn:
  kind: profile            # training | profile | sso
  profile: night
endpoint: http://127.0.0.1:5555
tags: { tenant: tenant, environment: env }
accounts:
  # the pool
  - id: "111122223333"
    name: pooled-eu
    regions: [eu-west-1, eu-central-1]
    role: WatchfloorOperator   # assumed
    externalId: desk-7

  - id: "444455556666"
    regions: [eu-west-1]
contract:
  recoveryPointMinutes: 5
  continuousBackupDays: 30
  dailySnapshots: 7
  offsite: { region: eu-central-1 }
  multiAz: true
  appAvailabilityZones: 2
  availabilityPercent: 99.99
  noticeHours: 48
  operatorsNotified: 2
tenants:
  - id: acme-bank
    name: Acme Bank
    timeZone: Europe/Berlin
    contacts: [ops@acme.example]
    contract: { dailySnapshots: 14, offsite: false }
    probes: [{ environment: frontend, url: https://acme.example/health }]
    notice: { bucket: notices, key: acme-bank.json, url: https://acme.example/notice.json }
    hosts: [acme.example]
  - id: kauri
capabilities:
  operator: [WatchfloorOperator]
deskStore: { kind: dynamodb, table: watchfloor-desk, region: eu-west-1, account: "111122223333" }
mail: { from: Night desk <desk@bank.example>, replyTo: noc@bank.example, region: eu-central-1 }
calendars: [{ name: freeze, path: ./freeze.ics }]
`

const parsed = (text: string) => {
  const result = parseFleetFile(text, 'fleet.yaml')
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
const issuesOf = (text: string): readonly InputIssue[] => {
  const result = parseFleetFile(text, 'fleet.yaml')
  return result.ok ? [] : (result.error.issues ?? [])
}
const minimal = 'version: 1\nsignIn: { kind: training }\n'

describe('a fleet file', () => {
  it('is read whole, with every default filled in', () => {
    const { config } = parsed(full)
    expect(config).toMatchObject({ desk: 'Night desk', signIn: { kind: 'profile', profile: 'night' }, endpoint: 'http://127.0.0.1:5555', tags: { tenant: 'tenant', environment: 'env' } })
    expect(config.accounts).toEqual([
      { id: '111122223333', name: 'pooled-eu', regions: ['eu-west-1', 'eu-central-1'], role: 'WatchfloorOperator', externalId: 'desk-7' },
      { id: '444455556666', name: '444455556666', regions: ['eu-west-1'] },
    ])
    expect(config.tenants[0]?.contract).toEqual({ ...defaultContract, dailySnapshots: 14, offsite: false })
    expect(config.tenants[0]?.probes[0]?.expectStatus).toBe(200)
    expect(config.tenants[1]).toEqual({ id: 'kauri', name: 'kauri', contacts: [], contract: { ...defaultContract, offsite: { region: 'eu-central-1' } }, probes: [], hosts: [] })
    expect(config.capabilities).toEqual({ operator: ['WatchfloorOperator'], approver: [] })
  })

  it('says where mail comes from and where notices are kept; what is left out is the first account and Region, and the tenant’s own', () => {
    expect(parsed(full).config.mail).toEqual({ from: 'Night desk <desk@bank.example>', replyTo: 'noc@bank.example', account: '111122223333', region: 'eu-central-1' })
    expect(parsed(full.replace(', region: eu-central-1 }\ncal', ' }\ncal')).config.mail).toMatchObject({ account: '111122223333', region: 'eu-west-1' })
    expect(parsed(full.replace('replyTo: noc@bank.example, region: eu-central-1', 'account: "444455556666"')).config.mail).toEqual({ from: 'Night desk <desk@bank.example>', account: '444455556666', region: 'eu-west-1' })
    expect(parsed(minimal).config.mail).toBeUndefined()
    expect(parsed(full).config.tenants[0]?.notice).toEqual({ bucket: 'notices', key: 'acme-bank.json', url: 'https://acme.example/notice.json' })
    expect(parsed(full.replace('notice.json }', 'notice.json, account: "444455556666", region: eu-west-1 }')).config.tenants[0]?.notice).toMatchObject({ account: '444455556666', region: 'eu-west-1' })
  })

  it('has no part that begins to work later', () => {
    expect(parsed(full).notYet).toEqual([])
    const sso = `version: 1\nsignIn: { kind: sso, sessions: [{ name: main, startUrl: https://example.awsapps.com/start, region: eu-west-1 }] }\naccounts: [{ id: "111122223333", regions: [eu-west-1], session: main }]\n`
    expect(parsed(sso).notYet).toEqual([])
    expect(parsed(minimal).notYet).toEqual([])
  })

  it('needs nothing but version and training', () => {
    expect(parsed(minimal).config).toMatchObject({ accounts: [], tenants: [], contract: defaultContract, deskStore: { kind: 'sqlite' } })
  })

  it('may use anchors, aliases and merge keys', () => {
    const { config } = parsed(`version: 1
accounts:
  - &pool { id: "111122223333", regions: &regions [eu-west-1], role: Op }
  - { <<: *pool, id: "444455556666", regions: *regions }
`)
    expect(config.accounts[1]).toMatchObject({ id: '444455556666', role: 'Op', regions: ['eu-west-1'] })
  })

  it.each<[string, string, Partial<InputIssue>]>([
    ['an unknown key', 'version: 1\nsignIn: { kind: training }\ntenents: []\n', { path: 'tenents', line: 3, column: 1, suggestion: 'tenants', message: "The key 'tenents' is not known here. Did you mean 'tenants'?" }],
    ['an unknown clause of one tenant', `${minimal}tenants:\n  - id: a\n    contract:\n      multiAZ: true\n`, { path: 'tenants[0].contract.multiAZ', line: 6, column: 7, suggestion: 'multiAz' }],
    ['a key that is near nothing', `${minimal}zzz: 1\n`, { path: 'zzz', line: 3, message: "The key 'zzz' is not known here. Known here: version, desk, signIn, endpoint, tags, accounts, contract, tenants, capabilities, deskStore, mail, support, audit, calendars." }],
    ['an unknown key inside a union', `${minimal}contract: { offsite: { regoin: eu-west-1, region: eu-west-1 } }\n`, { path: 'contract.offsite.regoin', suggestion: 'region' }],
    ['an account id without quotes', 'version: 1\naccounts:\n  - id: 011122223333\n    regions: [eu-west-1]\n', { path: 'accounts[0].id', line: 3, column: 9, suggestion: '"011122223333"' }],
    ['an account id that is too short', 'version: 1\naccounts: [{ id: "1111", regions: [eu-west-1] }]\n', { path: 'accounts[0].id', message: "Expected an account id: 12 digits in quotes, found '1111'." }],
    ['a missing key', 'version: 1\naccounts:\n  - id: "111122223333"\n', { path: 'accounts[0].regions', line: 3, column: 5, message: 'Expected a list of Regions, but it is missing.' }],
    ['no accounts', 'version: 1\n', { path: 'accounts', message: 'At least one account is needed. Only with signIn: { kind: training } none is.' }],
    ['a Region misspelt', 'version: 1\naccounts: [{ id: "111122223333", regions: [eu-wset-1] }]\n', { path: 'accounts[0].regions[0]', line: 2, suggestion: 'eu-west-1' }],
    ['a Region that does not exist in form', 'version: 1\naccounts: [{ id: "111122223333", regions: [europe] }]\n', { message: "Expected an AWS Region such as eu-west-1, found 'europe'." }],
    ['the version of tomorrow', 'version: 2\nsignIn: { kind: training }\n', { path: 'version', message: 'Expected 1, the version of this format, found 2.' }],
    ['an unknown sign-in', 'version: 1\nsignIn: { kind: porfile }\n', { path: 'signIn.kind', line: 2, suggestion: 'profile' }],
    ['a calendar that anybody on the way could change', `${minimal}calendars: [{ name: freeze, url: http://calendar.example/freeze.ics }]\n`, { path: 'calendars[0].url', line: 3 }],
    ['a sender that is no address', `${minimal}mail: { from: Night desk }\n`, { path: 'mail.from', line: 3 }],
    ['mail from an account that nobody knows', `${minimal}mail: { from: a@b.example, account: "111122223333" }\n`, { path: 'mail.account', message: 'The account 111122223333 that sends mail is not among the accounts.' }],
    ['a notice in an account that nobody knows', `${minimal}tenants: [{ id: a, notice: { bucket: notices, key: a.json, url: https://a.example/n.json, account: "111122223333" } }]\n`, { path: 'tenants[0].notice.account' }],
    ['a role given as an ARN', 'version: 1\naccounts: [{ id: "111122223333", regions: [eu-west-1], role: "arn:aws:iam::111122223333:role/Operator" }]\n', { path: 'accounts[0].role', suggestion: 'Operator' }],
    ['retention beyond what RDS keeps', `${minimal}contract: { continuousBackupDays: 36 }\n`, { path: 'contract.continuousBackupDays', message: 'Expected days (a whole number from 0 to 35), found 36.' }],
    ['a negative retention', `${minimal}contract: { continuousBackupDays: -1 }\n`, { path: 'contract.continuousBackupDays' }],
    ['half a day', `${minimal}contract: { dailySnapshots: 1.5 }\n`, { path: 'contract.dailySnapshots' }],
    ['more than all of the time', `${minimal}contract: { availabilityPercent: 100.1 }\n`, { path: 'contract.availabilityPercent' }],
    ['a word where a number belongs', `${minimal}contract: { noticeHours: two days }\n`, { message: "Expected hours (a whole number from 0 to 720), found 'two days'." }],
    ['a time zone misspelt', `${minimal}tenants: [{ id: a, timeZone: Europe/Berlni }]\n`, { path: 'tenants[0].timeZone', suggestion: 'Europe/Berlin' }],
    ['a contact without @', `${minimal}tenants: [{ id: a, contacts: [ops] }]\n`, { path: 'tenants[0].contacts[0]', message: "Expected an email address, found 'ops'." }],
    ['a probe that is no web address', `${minimal}tenants: [{ id: a, probes: [{ environment: x, url: "ftp://x.example" }] }]\n`, { path: 'tenants[0].probes[0].url' }],
    ['a tenant that is everybody', `${minimal}tenants: [{ id: "*" }]\n`, { path: 'tenants[0].id' }],
    ['a tenant twice', `${minimal}tenants:\n  - id: a\n  - id: a\n`, { path: 'tenants[1].id', line: 5, message: "The tenant 'a' is already listed (number 1)." }],
    ['an account twice', 'version: 1\naccounts: [{ id: "111122223333", regions: [eu-west-1] }, { id: "111122223333", regions: [eu-west-1] }]\n', { path: 'accounts[1].id' }],
    ['a Region twice', 'version: 1\naccounts: [{ id: "111122223333", regions: [eu-west-1, eu-west-1] }]\n', { path: 'accounts[0].regions[1]' }],
    ['a session without sso', 'version: 1\naccounts: [{ id: "111122223333", regions: [eu-west-1], session: main }]\n', { path: 'accounts[0].session', message: "There is no session 'main': signIn is not sso." }],
    ['a session that does not exist', 'version: 1\nsignIn: { kind: sso, sessions: [{ name: main, startUrl: https://x.awsapps.com/start, region: eu-west-1 }] }\naccounts: [{ id: "111122223333", regions: [eu-west-1], session: mian }]\n', { path: 'accounts[0].session', suggestion: 'main' }],
    ['a way through another account without sso', 'version: 1\naccounts: [{ id: "111122223333", regions: [eu-west-1], role: R, through: { account: "444455556666", role: O } }]\n', { path: 'accounts[0].through' }],
    ['a way through another account without a role', 'version: 1\nsignIn: { kind: sso, sessions: [{ name: main, startUrl: https://x.awsapps.com/start, region: eu-west-1 }] }\naccounts: [{ id: "111122223333", regions: [eu-west-1], through: { account: "444455556666", role: O } }]\n', { path: 'accounts[0].through' }],
    ['an external id that nobody is told', 'version: 1\nsignIn: { kind: sso, sessions: [{ name: main, startUrl: https://x.awsapps.com/start, region: eu-west-1 }] }\naccounts: [{ id: "111122223333", regions: [eu-west-1], role: R, externalId: desk-7 }]\n', { path: 'accounts[0].externalId' }],
    ['a start page in clear text', 'version: 1\nsignIn: { kind: sso, sessions: [{ name: main, startUrl: http://x.awsapps.com/start, region: eu-west-1 }] }\naccounts: [{ id: "111122223333", regions: [eu-west-1] }]\n', { path: 'signIn.sessions[0].startUrl', message: "Expected the start page of IAM Identity Center, https://..., found 'http://x.awsapps.com/start'." }],
    ['a start page that only looks like this computer', 'version: 1\nendpoint: http://127.0.0.1:5555\nsignIn: { kind: sso, sessions: [{ name: main, startUrl: "http://127.0.0.1@x.example/start", region: eu-west-1 }] }\naccounts: [{ id: "111122223333", regions: [eu-west-1] }]\n', { path: 'signIn.sessions[0].startUrl' }],
    ['a training sign-in over AWS', 'version: 1\nsignIn: { kind: sso, sessions: [{ name: main, startUrl: http://127.0.0.1:5556/start, region: eu-west-1 }] }\naccounts: [{ id: "111122223333", regions: [eu-west-1] }]\n', { path: 'signIn.sessions[0].startUrl' }],
    ['a store in a foreign account', `version: 1\naccounts: [{ id: "111122223333", regions: [eu-west-1] }]\ndeskStore: { kind: dynamodb, table: desk, region: eu-west-1, account: "999999999999" }\n`, { path: 'deskStore.account' }],
    ['a calendar without a source', `${minimal}calendars: [{ name: freeze }]\n`, { path: 'calendars[0]', message: 'A calendar has a path or a url, one of the two.' }],
    ['a list where keys belong', `${minimal}contract: []\n`, { path: 'contract', message: 'Expected clauses of the contract, found an empty list.' }],
    ['a null', `${minimal}tenants:\n`, { path: 'tenants', message: 'Expected a list of tenants, found nothing.' }],
    ['a tab', 'version: 1\nsignIn:\n\tkind: training\n', { line: 3, message: 'A tab is used to indent: YAML allows blanks only.' }],
    ['a key twice', 'version: 1\nversion: 1\n', { line: 2, column: 1, message: 'The same key is there twice; only one can hold.' }],
    ['a bracket that stays open', 'version: 1\naccounts: [\n', { line: 3 }],
    ['nothing', '', { line: 1 }],
    ['a comment alone', '# soon\n', { line: 1 }],
    ['a text', 'hello\n', { path: '', line: 1, message: "Expected a fleet file: version, accounts, ..., found 'hello'." }],
    ['two documents', `${minimal}---\nversion: 1\n`, { message: 'There is more than one YAML document in the file (a line with ---).' }],
    ['an alias without an anchor', 'version: 1\naccounts: *nobody\n', { line: 2, column: 11, message: 'The alias *nobody has no anchor &nobody before it.' }],
  ])('with %s is refused with its place', (_name, text, expected) => {
    const issues = issuesOf(text)
    expect(issues).toHaveLength(1)
    expect(issues[0]).toMatchObject(expected)
    expect(issues[0]?.line).toBeGreaterThan(0)
    expect(issues[0]?.column).toBeGreaterThan(0)
  })

  it.each(['https://example.com', 'http://10.0.0.1:5555', 'http://127.0.0.1.evil.example', 'http://localhost@evil.example', 'http://127.0.0.300', 'http://127.0.0.1:99999', 'ftp://127.0.0.1', 'http://127.0.0.1/path'])('never sends credentials to %s', (endpoint) => {
    expect(issuesOf(`${minimal}endpoint: "${endpoint}"\n`)).toMatchObject([{ path: 'endpoint', line: 3 }])
  })

  it.each(['http://127.0.0.1:5555', 'http://localhost:4566/', 'http://[::1]:80', 'https://127.1.2.3'])('may point at %s', (endpoint) => {
    expect(parsed(`${minimal}endpoint: "${endpoint}"\n`).config.endpoint).toBe(endpoint)
  })

  it('tells every problem at once, in the order of the file, and the first in its message', () => {
    const result = parseFleetFile('version: 1\ndesk: 7\naccounts:\n  - id: 1\n    regions: []\n    nmae: x\n', 'desks/fleet.yaml')
    if (result.ok) throw new Error('accepted')
    expect(result.error.issues?.map(({ path, line }) => [path, line])).toEqual([
      ['desk', 2],
      ['accounts[0].id', 4],
      ['accounts[0].regions', 5],
      ['accounts[0].nmae', 6],
    ])
    expect(result.error).toMatchObject({ kind: 'invalidFile', at: 'desks/fleet.yaml', message: "desks/fleet.yaml:2:7 desk: Expected the desk's name, found 7. (3 more)" })
  })

  it('refuses aliases that unfold without end', () => {
    const bomb = ['a: &a [x]', ...Array.from({ length: 9 }, (_, i) => `${'bcdefghij'[i]}: &${'bcdefghij'[i]} [${Array.from({ length: 10 }, () => `*${'abcdefghi'[i]}`).join(', ')}]`)].join('\n')
    expect(issuesOf(bomb)[0]?.message).toMatch(/alias/i)
  })

  it('takes any text without throwing', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('version', ': ', '1', '\n', '- ', '  ', '"', '{', '}', '[', ']', '&a ', '*a ', '#', '|', '\t', 'accounts', 'tenants', 'id') }), (text) => void parseFleetFile(text, 'x')))
  })
})

describe('any valid fleet', () => {
  const region = fc.constantFrom('eu-west-1', 'eu-central-1', 'us-east-1')
  const contract = fc.record(
    { recoveryPointMinutes: fc.integer({ min: 1, max: 1440 }), continuousBackupDays: fc.integer({ min: 0, max: 35 }), dailySnapshots: fc.integer({ min: 0, max: 35 }), offsite: fc.oneof(fc.constant(false as const), region.map((name) => ({ region: name }))), multiAz: fc.boolean() },
    { requiredKeys: [] },
  )
  const tenant = fc.record({ id: fc.stringMatching(/^[a-z0-9][a-z0-9 .:/=+@_-]{0,20}$/), name: fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''), contract }, { requiredKeys: ['id'] })
  const fleet = fc.record(
    {
      version: fc.constant(1 as const),
      accounts: fc.uniqueArray(fc.record({ id: fc.stringMatching(/^\d{12}$/), regions: fc.uniqueArray(region, { minLength: 1 }) }), { selector: ({ id }) => id, minLength: 1, maxLength: 4 }),
      contract,
      tenants: fc.uniqueArray(tenant, { selector: ({ id }) => id, maxLength: 5 }),
    },
    { requiredKeys: ['version', 'accounts'] },
  )

  it('is the same after being written and read', () => {
    fc.assert(
      fc.property(fleet, (file) => {
        const { config } = parsed(stringify(file))
        expect(config.accounts.map(({ id, regions }) => ({ id, regions }))).toEqual(file.accounts)
        const desk = { ...defaultContract, ...file.contract }
        expect(config.contract).toEqual(desk)
        expect(config.tenants.map(({ id, contract: own }) => ({ id, own }))).toEqual((file.tenants ?? []).map(({ id, contract: own }) => ({ id, own: { ...desk, ...own } })))
      }),
    )
  })
})

describe('an edit of the fleet file', () => {
  const edited = (text: string, edit: FleetFileEdit): string => {
    const result = editFleetFile(text, edit)
    if (!result.ok) throw new Error(result.error.message)
    return result.value
  }
  const comments = (text: string): readonly string[] => text.match(/#.*$/gm) ?? []

  it('of a value changes that value and not a letter more', () => {
    expect(edited(full, { kind: 'set', path: ['desk'], value: 'Day desk' })).toBe(full.replace('Night desk\n', 'Day desk\n'))
    expect(edited(full, { kind: 'set', path: ['signIn', 'profile'], value: 'day: time' })).toBe(full.replace('profile: night', 'profile: "day: time"'))
    expect(edited(full, { kind: 'set', path: ['tenants', 0, 'contract', 'dailySnapshots'], value: 21 })).toBe(full.replace('dailySnapshots: 14', 'dailySnapshots: 21'))
    expect(edited(full, { kind: 'set', path: ['accounts', 1, 'id'], value: '000011112222' })).toBe(full.replace('"444455556666"', '"000011112222"'))
  })

  it('adds a tenant behind the last', () => {
    const text = edited(full, { kind: 'append', path: ['tenants'], value: { id: 'lender-017', name: 'Lender 017' } })
    expect(text).toBe(full.replace('  - id: kauri\n', '  - id: kauri\n  - id: lender-017\n    name: Lender 017\n'))
  })

  it('adds the first tenant, and a key to a tenant', () => {
    expect(parsed(edited(minimal, { kind: 'append', path: ['tenants'], value: { id: 'a' } })).config.tenants).toMatchObject([{ id: 'a' }])
    expect(edited(full, { kind: 'set', path: ['tenants', 1, 'name'], value: 'Kauri Bank' })).toBe(full.replace('  - id: kauri\n', '  - id: kauri\n    name: Kauri Bank\n'))
  })

  it('removes an account with its lines, its neighbours and their comments staying', () => {
    const text = edited(full.replace(', account: "111122223333"', ', account: "444455556666"'), { kind: 'remove', path: ['accounts', 0] })
    expect(parsed(text).config.accounts.map(({ id }) => id)).toEqual(['444455556666'])
    expect(text).toContain('# the pool')
  })

  it('that would make the file invalid is refused, with the reason', () => {
    expect(editFleetFile(full, { kind: 'set', path: ['contract', 'continuousBackupDays'], value: 99 })).toMatchObject({ ok: false, error: { kind: 'invalidFile', issues: [{ path: 'contract.continuousBackupDays' }] } })
    expect(editFleetFile('version: [', { kind: 'set', path: ['desk'], value: 'x' })).toMatchObject({ ok: false })
    expect(editFleetFile(full, { kind: 'remove', path: ['nothing'] })).toMatchObject({ ok: false })
    expect(editFleetFile(full, { kind: 'append', path: ['desk'], value: 'x' })).toMatchObject({ ok: false })
  })

  it('of any kind keeps every comment that does not stand in what it removes, and changes the data as asked', () => {
    const edit = fc.oneof(
      fc.record({ kind: fc.constant('set' as const), path: fc.constantFrom(['desk'], ['tenants', 0, 'name'], ['tenants', 1, 'name'], ['accounts', 1, 'name'], ['signIn', 'profile']), value: fc.string({ minLength: 1 }).filter((text) => text.trim() !== '') }),
      fc.record({ kind: fc.constant('append' as const), path: fc.constant(['tenants']), value: fc.record({ id: fc.stringMatching(/^new-[a-z]{1,8}$/), name: fc.stringMatching(/^[^\s].{0,20}$/).filter((text) => text.trim() !== '') }) }),
      fc.record({ kind: fc.constant('set' as const), path: fc.constantFrom(['contract', 'noticeHours'], ['tenants', 1, 'contract']), value: fc.constant(24) }).map((each) => (each.path[0] === 'tenants' ? { ...each, value: { noticeHours: 24 } } : each)),
    )
    fc.assert(
      fc.property(edit, (each) => {
        const text = edited(full, each)
        expect(comments(text)).toEqual(expect.arrayContaining([...comments(full)]))
        const at = each.path.reduce<unknown>((value, step) => (value as Record<string | number, unknown>)[step], parsed(text).config)
        if (each.kind === 'append') expect((at as { id: string }[]).at(-1)?.id).toBe(each.value.id)
        else if (typeof each.value === 'string') expect(at).toBe(each.value.trim())
      }),
    )
  })
})
