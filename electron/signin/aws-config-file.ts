import { readFile } from 'node:fs/promises'
import { appError, type AppError, type InputIssue } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { nearestWord } from '#shared/kernel/nearest-word'
import type { SsoSession } from '#shared/session/sso-session'

/**
 * The AWS CLI's `~/.aws/config`, read and never written.
 *
 * 1. Only what signing in needs is taken; keys and other settings of the file are passed over and go nowhere.
 * 2. A fault in one section says its line and costs only that section.
 */
export interface AwsConfigFile {
  readonly sessions: readonly (SsoSession & { readonly line: number })[]
  readonly profiles: readonly AwsConfigProfile[]
  readonly issues: readonly InputIssue[]
}

export interface AwsConfigProfile {
  readonly name: string
  readonly line: number
  readonly region?: string
  /** Set for a profile that signs in with Identity Center; `session` names one of `sessions`. */
  readonly sso?: { readonly session: string; readonly accountId?: string; readonly role?: string }
}

/** Reads the file; one that is not there is as good as empty. */
export async function readAwsConfig(path: string): Promise<Result<AwsConfigFile, AppError>> {
  try {
    return ok(parseAwsConfig(await readFile(path, 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ok({ sessions: [], profiles: [], issues: [] })
    return err(appError('invalidFile', `The AWS configuration at ${path} could not be read. Check that it is a file you may read.`, { at: path }))
  }
}

export function parseAwsConfig(text: string): AwsConfigFile {
  const { sections, issues } = sectionsOf(text)
  const sessions: (SsoSession & { line: number })[] = []
  const profiles: AwsConfigProfile[] = []
  for (const section of sections.filter(({ kind }) => kind === 'sso-session')) {
    const session = sessionOf(section, issues)
    if (session === undefined) continue
    if (sessions.some(({ name }) => name === session.name)) issues.push(issue(section, `sso-session ${session.name} stands twice; the first one is used.`))
    else sessions.push(session)
  }
  for (const section of sections.filter(({ kind }) => kind === 'profile')) {
    const profile = profileOf(section, sessions, issues)
    if (profile !== undefined) profiles.push(profile)
  }
  return { sessions, profiles, issues: issues.toSorted((left, right) => (left.line ?? 0) - (right.line ?? 0)) }
}

interface Section {
  readonly kind: string
  readonly name: string
  readonly line: number
  readonly values: Map<string, { readonly value: string; readonly line: number }>
}

const wanted = new Set(['sso_session', 'sso_start_url', 'sso_region', 'sso_account_id', 'sso_role_name', 'region'])

function sectionsOf(text: string): { sections: Section[]; issues: InputIssue[] } {
  const sections: Section[] = []
  const issues: InputIssue[] = []
  let section: Section | undefined
  text.split(/\r?\n/).forEach((raw, at) => {
    const line = at + 1
    // As the AWS SDKs read it: a comment begins the line or follows a space.
    const content = raw.replace(/(^|\s)[#;].*$/, '')
    if (content.trim() === '') return
    if (/^\s*\[/.test(content)) {
      section = headingOf(content.trim(), line)
      if (section === undefined) issues.push({ path: '', line, message: 'This is not a section heading: expected [default], [profile name] or [sso-session name].' })
      else sections.push(section)
      return
    }
    // An indented line belongs to the setting above it (nested settings such as s3).
    if (/^\s/.test(raw)) return
    const [key = '', ...rest] = content.split('=')
    if (rest.length === 0) issues.push({ path: section?.name ?? '', line, message: 'Expected a setting of the form name = value.' })
    else if (section !== undefined && wanted.has(key.trim())) section.values.set(key.trim(), { value: rest.join('=').trim(), line })
  })
  return { sections, issues }
}

function headingOf(text: string, line: number): Section | undefined {
  const match = /^\[\s*(?:(profile|sso-session|services|plugins)\s+)?["']?([^"'\]]+?)["']?\s*\]$/.exec(text)
  if (match === null) return undefined
  const name = match[2]!
  // Without a prefix only [default] is a profile; others belong to the credentials file and are passed over.
  return { kind: match[1] ?? (name === 'default' ? 'profile' : 'other'), name, line, values: new Map() }
}

function sessionOf(section: Section, issues: InputIssue[]): (SsoSession & { line: number }) | undefined {
  const startUrl = required(section, 'sso_start_url', issues)
  const region = required(section, 'sso_region', issues)
  if (startUrl === undefined || region === undefined) return undefined
  if (!URL.canParse(startUrl.value) || !/^https?:$/.test(new URL(startUrl.value).protocol)) {
    issues.push({ path: `sso-session ${section.name}.sso_start_url`, line: startUrl.line, message: 'Expected the address of the access portal, e.g. https://example.awsapps.com/start.' })
    return undefined
  }
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region.value)) {
    issues.push({ path: `sso-session ${section.name}.sso_region`, line: region.line, message: `"${region.value}" is not a Region, e.g. eu-west-1.` })
    return undefined
  }
  return { name: section.name, startUrl: startUrl.value, region: region.value, line: section.line }
}

function profileOf(section: Section, sessions: readonly SsoSession[], issues: InputIssue[]): AwsConfigProfile | undefined {
  const region = section.values.get('region')?.value
  const base = { name: section.name, line: section.line, ...(region === undefined ? {} : { region }) }
  const session = section.values.get('sso_session')
  if (session === undefined) {
    const legacy = section.values.get('sso_start_url')
    if (legacy !== undefined) issues.push({ path: `profile ${section.name}.sso_start_url`, line: legacy.line, message: 'This old form cannot be renewed. Move start URL and Region to an [sso-session] and name it here as sso_session.' })
    return base
  }
  if (!sessions.some(({ name }) => name === session.value)) {
    const near = nearestWord(session.value, sessions.map(({ name }) => name))
    issues.push({ path: `profile ${section.name}.sso_session`, line: session.line, message: `There is no usable [sso-session ${session.value}].`, ...(near === undefined ? {} : { suggestion: near }) })
    return undefined
  }
  const account = section.values.get('sso_account_id')
  if (account !== undefined && !/^\d{12}$/.test(account.value)) {
    issues.push({ path: `profile ${section.name}.sso_account_id`, line: account.line, message: 'Expected the 12 digits of an account.' })
    return undefined
  }
  const role = section.values.get('sso_role_name')?.value
  return { ...base, sso: { session: session.value, ...(account === undefined ? {} : { accountId: account.value }), ...(role === undefined ? {} : { role }) } }
}

function required(section: Section, key: string, issues: InputIssue[]): { readonly value: string; readonly line: number } | undefined {
  const found = section.values.get(key)
  if (found !== undefined && found.value !== '') return found
  issues.push(issue(section, `${key} is missing.`))
  return undefined
}

const issue = (section: Section, message: string): InputIssue => ({ path: `${section.kind} ${section.name}`, line: section.line, message })
