export { createAwsReaders, defaultRequestTimeoutMs, type AwsReadersOptions } from './aws-reader'
export { createCredentialSource, type CredentialOptions } from './credentials'
export { loopbackEndpoint } from './endpoint'
