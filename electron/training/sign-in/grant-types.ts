export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'
export const codeGrant = 'authorization_code'
export const refreshGrant = 'refresh_token'
export const grantTypes: readonly string[] = [deviceGrant, codeGrant, refreshGrant]

/** The only scope that opens accounts and roles. */
export const accountScope = 'sso:account:access'
