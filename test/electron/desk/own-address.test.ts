import { expect, test } from 'vitest'
import { asAwsWrites } from '#electron/desk/own-address'

test.each([
  ['198.51.100.7', '198.51.100.7'],
  ['2001:0DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['2001:db8::1', '2001:db8::1'],
  ['::FFFF:198.51.100.7', '198.51.100.7'],
])('the address %s is written as AWS writes it: %s', (address, written) => {
  expect(asAwsWrites(address)).toBe(written)
})
