import { expect, it } from 'vitest'
import { mayOpenOutside } from '#electron/app/external-links'

it.each([
  'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/',
  'https://eu-west-1.console.aws.amazon.com/rds/home?region=eu-west-1',
  'https://console.aws.amazon.com/',
  'https://health.aws.amazon.com/health/status',
])('opens %s', (address) => expect(mayOpenOutside(address)).toBe(true))

it.each([
  'http://docs.aws.amazon.com/',
  'https://docs.aws.amazon.com.example.com/',
  'https://docs.aws.amazon.com@example.com/',
  'https://user:word@docs.aws.amazon.com/',
  'https://docs.aws.amazon.com:8443/',
  'https://evilconsole.aws.amazon.com/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'not an address',
  '',
])('does not open %s', (address) => expect(mayOpenOutside(address)).toBe(false))
