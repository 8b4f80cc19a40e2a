/** What must never reach a log, by the name of its field and by its look. */
const secretNames = /secret|token|password|passphrase|authorization|cookie|credential|accesskey|signature/i
const secretLooks: readonly (readonly [RegExp, string])[] = [
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, '(access key)'],
  [/\bBearer\s+[\w.~+/-]+=*/gi, 'Bearer (token)'],
  [/\b(X-Amz-(?:Signature|Security-Token|Credential))=[^&\s"]+/gi, '$1=(removed)'],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, '(token)'],
]

export function redact(name: string, value: unknown): unknown {
  if (typeof value === 'string') return secretNames.test(name) && value !== '' ? '(removed)' : secretLooks.reduce((text, [look, instead]) => text.replace(look, instead), value)
  return value
}
