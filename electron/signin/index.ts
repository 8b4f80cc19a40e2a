export { parseAwsConfig, readAwsConfig, type AwsConfigFile, type AwsConfigProfile } from './aws-config-file'
export { ssoCredentials, type AssumeRole, type SsoCredentialOptions } from './credential-source'
export { createSignIn, type SignIn, type SignInOptions } from './sign-in'
export { lookOnly } from './look-only'
