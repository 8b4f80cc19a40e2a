import { afterAll, expect, it } from 'vitest'
import { createClients } from '#electron/adapters/aws/clients'

const clients = createClients({ region: 'eu-west-1', requestTimeoutMs: 1_000, credentials: () => Promise.reject(new Error('nothing is sent')) })
afterAll(() => clients.close())

it.each(['rds', 'cloudWatch', 'autoScaling', 'elb', 'kms', 'sts'] as const)('the %s client notes AWS time, and copies no reply for a log', (service) => {
  const steps = clients[service]().middlewareStack.identify().join('\n')
  expect(steps).toContain('watchfloorDate')
  expect(steps).not.toContain('loggerMiddleware')
})
