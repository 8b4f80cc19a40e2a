import { parametersUnder, versionsOf, withoutParameter, withParameter } from '../world/parameters'
import type { ParameterVersion } from '../world/support-things'
import { withDeeds } from '../world/world'
import type { ServiceFault } from '../wire/service-fault'
import { instant, list, type Tree } from '../wire/tree'
import type { Place } from '../world/fleet-model'
import { answered, operation, refused } from './operation'
import { decodeToken, pageAfter, pageFrom } from './paging'
import { refusable } from './refusals'

const fault = (code: string, message: string): ServiceFault => ({ code, status: 400, message })
const missing = (): ServiceFault => fault('ParameterNotFound', 'Parameter not found.')

/** Of the standard tier. */
const mostBytes = 4096
const namePattern = /^\/?[\w.-]+(\/[\w.-]+){0,14}$/

const tree = ({ account, region }: Place, { name, value, version, atMs }: ParameterVersion): Readonly<Record<string, Tree>> => ({
  Name: name,
  Type: 'String',
  Value: value,
  Version: version,
  LastModifiedDate: instant(atMs),
  ARN: `arn:aws:ssm:${region}:${account}:parameter${name.startsWith('/') ? '' : '/'}${name}`,
  DataType: 'text',
})

export const getParameter = operation('common', ({ world, place, input }) => {
  const found = versionsOf(world, place, input.text('Name') ?? '').at(-1)
  return found === undefined ? refused(missing()) : answered({ Parameter: tree(place, found) })
})

/** Ten to a page at most, as AWS gives them. */
export const getParametersByPath = operation('common', ({ world, place, input }) => {
  const path = input.text('Path') ?? '/'
  const isDeep = input.flag('Recursive') === true
  const size = input.whole('MaxResults', { min: 1, max: 10 }) ?? 10
  const token = input.text('NextToken')
  const after = token === undefined ? undefined : decodeToken('parameters', token)
  if (token !== undefined && after === undefined) return refused(fault('InvalidNextToken', 'The specified token is not valid.'))
  const depth = path.split('/').filter((part) => part !== '').length + 1
  const found = parametersUnder(world, place, path).filter(({ name }) => isDeep || name.split('/').filter((part) => part !== '').length === depth)
  const page = pageAfter('parameters', found, ({ name }) => name, after, size)
  return answered({ Parameters: list(page.items.map((one) => tree(place, one))), NextToken: page.next })
})

export const getParameterHistory = operation('common', ({ world, place, input }) => {
  const versions = versionsOf(world, place, input.text('Name') ?? '')
  const size = input.whole('MaxResults', { min: 1, max: 50 }) ?? 50
  const token = input.text('NextToken')
  const after = token === undefined ? undefined : decodeToken('history', token)
  if (versions.length === 0) return refused(missing())
  if (token !== undefined && after === undefined) return refused(fault('InvalidNextToken', 'The specified token is not valid.'))
  const page = pageFrom('history', versions, after, size)
  return answered({
    Parameters: list(page.items.map((one) => ({ Name: one.name, Type: 'String', Value: one.value, Version: one.version, LastModifiedDate: instant(one.atMs), LastModifiedUser: one.by, Description: one.description, Tier: 'Standard', DataType: 'text', Labels: list([]), Policies: list([]) }))),
    NextToken: page.next,
  })
})

const nameOf = ({ input }: { readonly input: { text(name: string): string | undefined } }): string | undefined => input.text('Name')

export const putParameter = refusable(
  'PutParameter',
  nameOf,
  operation('common', ({ world, place, identity, input }) => {
    const [name = '', value = ''] = [input.text('Name'), input.text('Value')]
    if (!namePattern.test(name)) return refused(fault('ValidationException', 'Parameter name must be a fully qualified name.'))
    if (value === '') return refused(fault('ValidationException', "1 validation error detected: Value at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1."))
    if (Buffer.byteLength(value) > mostBytes) return refused(fault('ValidationException', `Standard tier parameters support a maximum parameter value of ${mostBytes} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier.`))
    const before = versionsOf(world, place, name)
    if (before.length > 0 && input.flag('Overwrite') !== true) return refused(fault('ParameterAlreadyExists', 'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.'))
    if (before.length === 0 && input.text('Type') === undefined) return refused(fault('ValidationException', 'A parameter type is required when you create a parameter.'))
    const parameters = withParameter(world, place, { name, value, by: identity.arn, description: input.text('Description') })
    return { ...answered({ Version: (before.at(-1)?.version ?? 0) + 1, Tier: 'Standard' }), world: withDeeds(world, { parameters }) }
  }),
)

export const deleteParameter = refusable(
  'DeleteParameter',
  nameOf,
  operation('common', ({ world, place, input }) => {
    const name = input.text('Name') ?? ''
    if (versionsOf(world, place, name).length === 0) return refused(missing())
    return { ...answered({}), world: withDeeds(world, { parameters: withoutParameter(world, place, name) }) }
  }),
)
