import { join } from 'node:path'
import { freePort, isInstalled, root, runToEnd, start, type Environment } from './processes'

/** Keys that moto takes for its default account; roles are assumed from there. */
export const motoKeys: Environment = { AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing', AWS_REGION: 'eu-west-1' }

export const hasMoto = isInstalled('moto_server', ['--help']) && isInstalled('python3', ['-c', 'import boto3'])

export interface Moto {
  readonly endpoint: string
  /** Runs a script of this folder against it. */
  seed(script: string): Promise<void>
  stop(): Promise<unknown>
}

/** An independent AWS in a process of its own, with moto's own defaults. */
export async function startMoto(): Promise<Moto> {
  const port = await freePort()
  const server = start('moto_server', ['-H', '127.0.0.1', '-p', String(port)], motoKeys)
  const endpoint = `http://127.0.0.1:${port}`
  await untilItAnswers(`${endpoint}/moto-api/data.json`)
  return {
    endpoint,
    seed: async (script) => {
      const { code, stderr } = await runToEnd('python3', [join(root, 'test/integration', script), endpoint], motoKeys)
      if (code !== 0) throw new Error(`${script} failed: ${stderr}`)
    },
    stop: () => server.stop('SIGTERM', 2_000),
  }
}

async function untilItAnswers(url: string): Promise<void> {
  const deadlineMs = performance.now() + 45_000
  while (performance.now() < deadlineMs) {
    const answered = await fetch(url).then((reply) => reply.ok, () => false)
    if (answered) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${url} did not answer`)
}
