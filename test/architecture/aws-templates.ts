import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseDocument, YAMLMap, type CollectionTag, type ScalarTag } from 'yaml'
import { projectRoot } from './imports'

/** A CloudFormation template with its short functions spelled out: `!Ref X` is `{ Ref: 'X' }`. */
export interface Template {
  readonly name: string
  readonly faults: readonly string[]
  readonly parameters: Readonly<Record<string, unknown>>
  readonly conditions: Readonly<Record<string, unknown>>
  readonly resources: Readonly<Record<string, { readonly Type: string; readonly Properties: unknown }>>
  readonly outputs: Readonly<Record<string, unknown>>
}

export interface Statement {
  readonly Effect: string
  readonly Action?: string | readonly string[]
  readonly NotAction?: unknown
  readonly Resource?: unknown
  readonly Principal?: unknown
  readonly Condition?: unknown
}

const folder = path.join(projectRoot, 'resources/aws')

export const readTemplates = (): readonly Template[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => parseTemplate(name, readFileSync(path.join(folder, name), 'utf8')))

export function parseTemplate(name: string, text: string): Template {
  const document = parseDocument(text, { customTags: shortFunctions, strict: true, uniqueKeys: true })
  const root = (document.errors.length === 0 ? document.toJS() : {}) as Record<string, Record<string, never> | undefined> // sections of a template are maps
  return {
    name,
    faults: [...document.errors, ...document.warnings].map(({ message }) => message),
    parameters: root['Parameters'] ?? {},
    conditions: root['Conditions'] ?? {},
    resources: root['Resources'] ?? {},
    outputs: root['Outputs'] ?? {},
  }
}

const fullName = (short: string): string => (short === 'Ref' || short === 'Condition' ? short : `Fn::${short}`)
const scalar = (short: string): ScalarTag => ({
  tag: `!${short}`,
  resolve: (text: string) => ({ [fullName(short)]: short === 'GetAtt' ? text.split('.') : text }),
})
const list = (short: string): CollectionTag => ({
  tag: `!${short}`,
  collection: 'seq',
  resolve: (sequence) => {
    const spelledOut = new YAMLMap()
    spelledOut.set(fullName(short), sequence)
    return spelledOut
  },
})
const shortFunctions = [...['Ref', 'Sub', 'GetAtt', 'Condition'].map(scalar), ...['If', 'Equals', 'Not', 'And', 'Or', 'Join', 'Sub'].map(list)]

/** Statements that grant something to whoever holds the policy, of every kind of resource that holds one. */
export const grants = (template: Template): readonly Statement[] => statementsUnder(template, (statement) => statement.Principal === undefined)

/** Statements that say who may take a role. */
export const trusts = (template: Template): readonly Statement[] => statementsUnder(template, (statement) => statement.Principal !== undefined)

function statementsUnder(template: Template, wanted: (statement: Statement) => boolean): Statement[] {
  return everyObject(template.resources)
    .filter((one): one is Record<string, unknown> & Statement => typeof one['Effect'] === 'string')
    .filter(wanted)
}

export const actionsOf = (statement: Statement): readonly string[] => (typeof statement.Action === 'string' ? [statement.Action] : (statement.Action ?? []))

/** Names that `Ref`, `Fn::Sub`, `Fn::GetAtt` and `Fn::If` point at, without AWS's own. */
export function referredNames(template: Template): readonly string[] {
  const names = everyObject([template.resources, template.outputs, template.conditions]).flatMap((one) => {
    const [ref, sub, attribute, condition] = [one['Ref'], one['Fn::Sub'], one['Fn::GetAtt'], one['Fn::If']]
    return [
      ...(typeof ref === 'string' ? [ref] : []),
      ...(typeof sub === 'string' ? [...sub.matchAll(/\$\{([^}!]+)\}/g)].map(([, name = '']) => name) : []),
      ...(Array.isArray(attribute) ? [String(attribute[0])] : []),
      ...(Array.isArray(condition) ? [String(condition[0])] : []),
    ]
  })
  return [...new Set(names)].filter((name) => !name.startsWith('AWS::')).sort()
}

function everyObject(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(everyObject)
  if (typeof value !== 'object' || value === null) return []
  const one = value as Record<string, unknown> // an object's values are looked at, whatever they are
  return [one, ...Object.values(one).flatMap(everyObject)]
}
