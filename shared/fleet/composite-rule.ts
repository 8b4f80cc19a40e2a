/**
 * Names (or ARNs) of the alarms a composite alarm's rule speaks of, each once.
 *
 * Rules read `ALARM("name") AND NOT (OK(arn:...) OR INSUFFICIENT_DATA('x'))`; quotes are optional.
 * Source: CloudWatch PutCompositeAlarm, AlarmRule.
 */
export function ruleChildren(rule: string): readonly string[] {
  const found = [...rule.matchAll(/\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]*)"|'([^']*)'|([^()\s"']+))\s*\)/g)]
  return [...new Set(found.map((match) => match[1] ?? match[2] ?? match[3] ?? '').filter((name) => name !== ''))]
}

/** An alarm ARN's alarm name; any other text is a name already. */
export function alarmNameOf(nameOrArn: string): string {
  const match = /^arn:[^:]*:cloudwatch:[^:]*:[^:]*:alarm:(.*)$/.exec(nameOrArn)
  return match?.[1] ?? nameOrArn
}
