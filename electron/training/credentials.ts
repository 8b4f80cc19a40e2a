import type { AwsCredentials } from '#electron/ports/credentials'

/** Keys of the training fleet: public knowledge, worth nothing elsewhere. The access key carries the account's number. */
export function trainingCredentials(accountId: string): AwsCredentials {
  return { accessKeyId: `AKIA${accountId}TRNG`, secretAccessKey: 'training-keys-open-nothing-outside-training' }
}
