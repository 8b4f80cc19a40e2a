import { X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { Suggest, type Suggestion } from './suggest'

interface NamesFieldProps {
  readonly id: string
  readonly label: string
  readonly hint: string
  readonly names: readonly string[]
  readonly options: readonly Suggestion[]
  readonly placeholder: string
  readonly onChange: (names: readonly string[]) => void
  readonly unknown?: readonly string[]
  /** What stands between names that are pasted. */
  readonly separator?: RegExp
}

/** Several names, each a chip: typed and picked, or pasted as a list. */
export function NamesField({ id, label, hint, names, options, placeholder, onChange, unknown = [], separator = /[,;\s]/ }: NamesFieldProps): ReactNode {
  const [text, setText] = useState('')
  const wordsOf = new Map(options.map(({ value, words }) => [value, words]))
  const add = (more: readonly string[]): void => {
    onChange([...new Set([...names, ...more])])
    setText('')
  }
  // A pasted list stands for its names; what is typed is picked.
  const onText = (next: string): void => (/[,;\n\t]/.test(next) && separator.test(next) ? add(next.split(separator).map((name) => name.trim()).filter((name) => name !== '')) : setText(next))
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {names.length > 0 && (
        <ul className="name-chips" aria-label={`${label}: chosen`}>
          {names.map((name) => (
            <li key={name} data-unknown={unknown.includes(name) || undefined}>
              <span className="ellipsis text">{wordsOf.get(name) ?? name}{unknown.includes(name) && ' (unknown)'}</span>
              <button type="button" aria-label={`Remove ${wordsOf.get(name) ?? name}`} onClick={() => onChange(names.filter((other) => other !== name))}><X aria-hidden="true" /></button>
            </li>
          ))}
        </ul>
      )}
      <Suggest id={id} options={options.filter(({ value }) => !names.includes(value))} placeholder={placeholder} text={text} onText={onText} onPick={(value) => add([value])} onOther={(name) => add([name])} onBack={() => onChange(names.slice(0, -1))} described={`${id}-hint`} showsAll={options.length <= 12} />
      <p id={`${id}-hint`} className="faint">{hint}</p>
    </div>
  )
}
