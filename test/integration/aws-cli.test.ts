import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isInstalled, runToEnd, type Environment } from './processes'
import { serveTraining, type Serving } from './cli'

const hasAwsCli = isInstalled('aws', ['--version'])

interface Truth {
  readonly conditions: readonly { readonly kind: string; readonly subject: string; readonly account?: string; readonly checks?: readonly string[] }[]
}

describe.runIf(hasAwsCli)('the AWS CLI as a client of the training fleet (needs aws)', () => {
  let server: Serving
  let keys: Environment
  const account = '111122223333'
  const region = 'eu-west-1'

  beforeAll(async () => {
    server = await serveTraining('test/integration/scenarios/standing-trouble.json')
    keys = { AWS_ACCESS_KEY_ID: `AKIA${account}TRNG`, AWS_SECRET_ACCESS_KEY: 'training', AWS_REGION: region, AWS_PAGER: '', AWS_MAX_ATTEMPTS: '1' }
  }, 120_000)
  afterAll(() => server.stop('SIGINT'))

  async function aws<T>(...args: readonly string[]): Promise<T> {
    const { code, stdout, stderr } = await runToEnd('aws', ['--endpoint-url', server.endpoint, '--output', 'json', ...args], keys)
    if (code !== 0) throw new Error(`aws ${args.join(' ')} ended with ${code}: ${stderr}`)
    return JSON.parse(stdout) as T // each caller names what AWS documents
  }

  it('is told which account its key belongs to', async () => {
    expect(await aws<{ Account: string }>('sts', 'get-caller-identity')).toMatchObject({ Account: account })
  })
})
