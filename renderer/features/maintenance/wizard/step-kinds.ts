import type { DatabaseChanges, PlanStep } from '#shared/maintenance/plan-step'
import type { StepForm } from '../../../stores/plan-form'

/** The steps that a plan can have, each with what is asked for it. */
export interface StepField {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly placeholder?: string
  readonly input: 'text' | 'number' | 'check' | 'area' | 'choice'
  readonly choices?: readonly { readonly value: string; readonly words: string }[]
}

export interface StepKind {
  readonly title: string
  readonly hint: string
  readonly fields: readonly StepField[]
  readonly empty: Readonly<Record<string, string>>
}

export const stepKinds: Record<PlanStep['kind'], StepKind> = {
  'db.engine-upgrade': {
    title: 'Upgrade the database engine',
    hint: 'Every selected database to one version.',
    fields: [
      { name: 'toVersion', label: 'To version', input: 'text', placeholder: '8.0.39', hint: 'As AWS writes it.' },
      { name: 'allowMajor', label: 'This is a major upgrade', input: 'check', hint: 'It cannot be undone in place: only a restore brings the old version back.' },
    ],
    empty: { toVersion: '', allowMajor: '' },
  },
  'db.modify': {
    title: 'Change databases',
    hint: 'Class, storage, Multi-AZ, parameter group, retention: what is left empty stays as it is.',
    fields: [
      { name: 'instanceClass', label: 'Class', input: 'text', placeholder: 'db.m6i.large' },
      { name: 'storageGib', label: 'Storage, GiB', input: 'number', placeholder: '400', hint: 'Storage only grows.' },
      { name: 'multiAz', label: 'Multi-AZ', input: 'choice', choices: [{ value: '', words: 'as it is' }, { value: 'on', words: 'on' }, { value: 'off', words: 'off' }] },
      { name: 'parameterGroup', label: 'Parameter group', input: 'text', placeholder: 'acme-mysql80' },
      { name: 'retentionDays', label: 'Backup retention, days', input: 'number', placeholder: '30', hint: '1 to 35.' },
    ],
    empty: { instanceClass: '', storageGib: '', multiAz: '', parameterGroup: '', retentionDays: '' },
  },
  'db.apply-pending-maintenance': {
    title: 'Apply pending maintenance of AWS',
    hint: 'What AWS has waiting, in your time instead of its own.',
    fields: [{ name: 'action', label: 'Action', input: 'text', placeholder: 'system-update', hint: 'As the calendar names it: system-update, db-upgrade, hardware-maintenance …' }],
    empty: { action: 'system-update' },
  },
  'db.failover-drill': { title: 'Failover drill', hint: 'Each database fails over to its standby; clients lose their connections for a minute or two.', fields: [], empty: {} },
  'app.instance-refresh': {
    title: 'Replace app servers',
    hint: 'Every selected group gets new servers from its launch template.',
    fields: [{ name: 'minHealthyPercent', label: 'In service at least, %', input: 'number', placeholder: '90', hint: '0 to 100; below 90 there is less capacity meanwhile.' }],
    empty: { minHealthyPercent: '90' },
  },
  'ssm.automation': {
    title: 'Run an SSM automation',
    hint: 'Once for the whole plan. What it does is written in its document.',
    fields: [
      { name: 'document', label: 'Document', input: 'text', placeholder: 'Bank-RotateCertificates' },
      { name: 'parameters', label: 'Parameters', input: 'area', placeholder: 'InstanceId=i-0a1b, i-0c2d', hint: 'One a line: Name=value, value.' },
    ],
    empty: { document: '', parameters: '' },
  },
  manual: {
    title: 'By hand',
    hint: 'The run stops here until an operator says that it was done.',
    fields: [{ name: 'instructions', label: 'What is to be done', input: 'area', placeholder: 'Step by step, for somebody who does it for the first time at 3 a.m.' }],
    empty: { instructions: '' },
  },
}

export const stepKindIds = Object.keys(stepKinds) as PlanStep['kind'][] // keys of a literal: exact

export const newStep = (kind: PlanStep['kind'], key: number): StepForm => ({ key, kind, values: stepKinds[kind].empty })

export type FieldIssues = Readonly<Record<string, string>>

/** The step that the fields come to; what is not a number becomes NaN, which no check lets through. */
export function stepOfForm({ kind, values }: Pick<StepForm, 'kind' | 'values'>): PlanStep {
  const value = (name: string): string => (values[name] ?? '').trim()
  switch (kind) {
    case 'db.engine-upgrade':
      return { kind, toVersion: value('toVersion'), allowMajor: value('allowMajor') === 'yes' }
    case 'db.modify':
      return { kind, changes: changesOf(value) }
    case 'db.apply-pending-maintenance':
      return { kind, action: value('action') }
    case 'db.failover-drill':
      return { kind }
    case 'app.instance-refresh':
      return { kind, minHealthyPercent: wholeOf(value('minHealthyPercent')) }
    case 'ssm.automation':
      return { kind, document: value('document'), parameters: parametersOf(value('parameters')) }
    case 'manual':
      return { kind, instructions: value('instructions') }
  }
}

function changesOf(value: (name: string) => string): DatabaseChanges {
  return {
    ...(value('instanceClass') === '' ? {} : { instanceClass: value('instanceClass') }),
    ...(value('storageGib') === '' ? {} : { storageGib: wholeOf(value('storageGib')) }),
    ...(value('multiAz') === '' ? {} : { multiAz: value('multiAz') === 'on' }),
    ...(value('parameterGroup') === '' ? {} : { parameterGroup: value('parameterGroup') }),
    ...(value('retentionDays') === '' ? {} : { retentionDays: wholeOf(value('retentionDays')) }),
  }
}

export const wholeOf = (text: string): number => (/^\d+$/.test(text.trim()) ? Number(text) : Number.NaN)

function parametersOf(text: string): Readonly<Record<string, readonly string[]>> {
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '')
  return Object.fromEntries(lines.map((line) => [line.split('=')[0]!.trim(), line.slice(line.indexOf('=') + 1).split(',').map((part) => part.trim())]))
}

/** What is wrong with a step's fields, by field; empty when nothing is. */
export function issuesOfStep({ kind, values }: Pick<StepForm, 'kind' | 'values'>): FieldIssues {
  const value = (name: string): string => (values[name] ?? '').trim()
  const missing = (name: string, words: string): FieldIssues => (value(name) === '' ? { [name]: words } : {})
  const outside = (name: string, least: number, most: number): FieldIssues => (value(name) !== '' && !(wholeOf(value(name)) >= least && wholeOf(value(name)) <= most) ? { [name]: `A whole number from ${least} to ${most}.` } : {})
  switch (kind) {
    case 'db.engine-upgrade':
      return missing('toVersion', 'Write the version to upgrade to.')
    case 'db.modify': {
      const isNothing = stepKinds[kind].fields.every(({ name }) => value(name) === '')
      const badClass = value('instanceClass') !== '' && !/^db\.[a-z0-9]+\.[a-z0-9]+$/.test(value('instanceClass'))
      return { ...(isNothing ? { instanceClass: 'Say what is to be changed: one of these at least.' } : {}), ...(badClass ? { instanceClass: 'A class reads like db.m6i.large.' } : {}), ...outside('storageGib', 20, 65_536), ...outside('retentionDays', 1, 35) }
    }
    case 'db.apply-pending-maintenance':
      return missing('action', 'Write the action as AWS names it.')
    case 'db.failover-drill':
      return {}
    case 'app.instance-refresh':
      return { ...missing('minHealthyPercent', 'Write how many percent stay in service.'), ...outside('minHealthyPercent', 0, 100) }
    case 'ssm.automation': {
      const bad = value('parameters').split('\n').find((line) => line.trim() !== '' && !/^\s*[^=\s]+\s*=/.test(line))
      return { ...missing('document', 'Write the document’s name.'), ...(bad === undefined ? {} : { parameters: `“${bad.trim()}” is no Name=value.` }) }
    }
    case 'manual':
      return missing('instructions', 'Write what is to be done: whoever runs it reads only this.')
  }
}

/** The fields of a step that is there already. */
export function formOfStep(step: PlanStep, key: number): StepForm {
  const form = (values: Readonly<Record<string, string>>): StepForm => ({ key, kind: step.kind, values: { ...stepKinds[step.kind].empty, ...values } })
  switch (step.kind) {
    case 'db.engine-upgrade':
      return form({ toVersion: step.toVersion, allowMajor: step.allowMajor ? 'yes' : '' })
    case 'db.modify': {
      const { instanceClass = '', storageGib, multiAz, parameterGroup = '', retentionDays } = step.changes
      return form({ instanceClass, parameterGroup, storageGib: storageGib === undefined ? '' : String(storageGib), multiAz: multiAz === undefined ? '' : multiAz ? 'on' : 'off', retentionDays: retentionDays === undefined ? '' : String(retentionDays) })
    }
    case 'db.apply-pending-maintenance':
      return form({ action: step.action })
    case 'db.failover-drill':
      return form({})
    case 'app.instance-refresh':
      return form({ minHealthyPercent: String(step.minHealthyPercent) })
    case 'ssm.automation':
      return form({ document: step.document, parameters: Object.entries(step.parameters).map(([name, values]) => `${name}=${values.join(', ')}`).join('\n') })
    case 'manual':
      return form({ instructions: step.instructions })
  }
}
