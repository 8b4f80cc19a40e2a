export { createAwsReaders, defaultRequestTimeoutMs, type AwsReadersOptions } from './aws-reader'
export { createCredentialSource, type CredentialOptions } from './credentials'
export { loopbackEndpoint } from './endpoint'
export { createAwsOperators, type AwsOperatorsOptions } from './operator/aws-operator'
