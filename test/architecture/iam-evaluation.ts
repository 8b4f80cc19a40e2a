import { actionsOf, type Statement } from './aws-templates'

/** A request as IAM sees it, for the few keys that the desk's policies compare. */
export interface IamRequest {
  readonly action: string
  /** `aws:userid` */
  readonly userId: string
  readonly principalArn: string
  /** Partition keys; none where an operation has no such key. */
  readonly leadingKeys: readonly string[]
}

/**
 * What IAM answers, after its documented rules: a Deny wins, then an Allow, else no. Written for the operators that the desk's templates use;
 * any other throws, so that a policy is never judged by half.
 */
export function isAllowed(request: IamRequest, statements: readonly Statement[]): boolean {
  const fitting = statements.filter((statement) => actionsOf(statement).includes(request.action) && holds(request, statement.Condition))
  return fitting.some(({ Effect }) => Effect === 'Allow') && !fitting.some(({ Effect }) => Effect === 'Deny')
}

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>

/** Every operator and every key of it must hold; of the values one is enough. */
function holds(request: IamRequest, condition: unknown): boolean {
  return Object.entries((condition ?? {}) as Conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => {
      const patterns = [wanted].flat().map((pattern) => pattern.replaceAll('${aws:userid}', request.userId))
      const actual = valuesOf(request, key)
      switch (operator) {
        case 'ForAllValues:StringEquals':
          return actual.every((value) => patterns.includes(value))
        case 'ForAllValues:StringLike':
          return actual.every((value) => patterns.some((pattern) => isLike(value, pattern)))
        case 'ForAnyValue:StringLike':
          return actual.some((value) => patterns.some((pattern) => isLike(value, pattern)))
        case 'ForAnyValue:StringNotLike':
          return actual.some((value) => !patterns.some((pattern) => isLike(value, pattern)))
        case 'ArnNotLike':
          return actual.every((value) => !patterns.some((pattern) => isLike(value, pattern)))
        case 'Null':
          return (actual.length === 0) === (patterns[0] === 'true')
        default:
          throw new Error(`iam-evaluation.ts does not know ${operator}`)
      }
    }),
  )
}

function valuesOf({ leadingKeys, principalArn }: IamRequest, key: string): readonly string[] {
  if (key === 'dynamodb:LeadingKeys') return leadingKeys
  if (key === 'aws:PrincipalArn') return [principalArn]
  throw new Error(`iam-evaluation.ts does not know ${key}`)
}

function isLike(value: string, pattern: string): boolean {
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')
  return new RegExp(`^${source}$`, 's').test(value)
}
