import { homedir } from 'node:os'
import path from 'node:path'
import type { AwsConfigView } from '#shared/ipc/session-contract'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { ReadAwsProfiles } from '#electron/ports/desk-setup'

/** Sessions and profiles of the AWS command line, where it keeps them itself. Read only. */
export const awsProfiles =
  (env: Readonly<Record<string, string | undefined>>): ReadAwsProfiles =>
  async (): Promise<Result<AwsConfigView, AppError>> => {
    const { readAwsConfig } = await import('#electron/signin/index')
    const file = env['AWS_CONFIG_FILE'] ?? path.join(homedir(), '.aws', 'config')
    const read = await readAwsConfig(file)
    if (!read.ok) return read
    const { sessions, profiles, issues } = read.value
    return ok({
      path: file,
      sessions: sessions.map(({ name, startUrl, region }) => ({ name, startUrl, region })),
      profiles: profiles.map(({ name, region, sso }) => ({
        name,
        ...(region === undefined ? {} : { region }),
        ...(sso === undefined ? {} : { sso: { session: sso.session, ...(sso.accountId === undefined ? {} : { account: sso.accountId }), ...(sso.role === undefined ? {} : { role: sso.role }) } }),
      })),
      issues,
    })
  }
