import { useState, type KeyboardEvent, type ReactNode } from 'react'

export interface Suggestion {
  readonly value: string
  readonly words: string
  /** Found by these too. */
  readonly also?: string
}

interface SuggestProps {
  readonly id: string
  readonly options: readonly Suggestion[]
  readonly placeholder?: string
  readonly text: string
  readonly onText: (text: string) => void
  readonly onPick: (value: string) => void
  /** Enter where nothing is suggested: taken as typed. */
  readonly onOther?: (text: string) => void
  /** Backspace in an empty field. */
  readonly onBack?: () => void
  readonly described?: string | undefined
  readonly invalid?: boolean
  /** Where the options are shown while nothing is typed too. */
  readonly showsAll?: boolean
}

const most = 8

/** A text field with what may be meant below it: arrows walk, Enter picks, Escape closes the list and nothing else. */
export function Suggest({ id, options, placeholder, text, onText, onPick, onOther, onBack, described, invalid = false, showsAll = false }: SuggestProps): ReactNode {
  const [isOpen, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const needle = text.trim().toLowerCase()
  const found = needle === '' && !showsAll ? [] : options.filter(({ value, words, also = '' }) => `${value} ${words} ${also}`.toLowerCase().includes(needle)).slice(0, most)
  const shown = isOpen ? found : []
  const pick = (value: string): void => {
    onPick(value)
    setAt(0)
    setOpen(false)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      setOpen(true)
      setAt((before) => Math.min(found.length - 1, Math.max(0, before + (event.key === 'ArrowDown' ? (isOpen ? 1 : 0) : -1))))
    } else if (event.key === 'Enter' && shown[at] !== undefined) pick(shown[at].value)
    else if (event.key === 'Enter' && needle !== '' && onOther !== undefined) onOther(text.trim())
    else if (event.key === 'Escape' && shown.length > 0) setOpen(false)
    else if (event.key === 'Backspace' && text === '' && onBack !== undefined) return onBack()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <span className="suggest">
      <input
        id={id}
        className="input"
        role="combobox"
        aria-expanded={shown.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={shown[at] === undefined ? undefined : `${id}-${at}`}
        aria-autocomplete="list"
        aria-describedby={described}
        aria-invalid={invalid}
        spellCheck={false}
        autoComplete="off"
        placeholder={placeholder}
        value={text}
        onChange={(event) => {
          onText(event.target.value)
          setOpen(true)
          setAt(0)
        }}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <ul id={`${id}-list`} role="listbox" aria-label="What may be meant" hidden={shown.length === 0}>
        {shown.map(({ value, words }, index) => (
          <li key={value} id={`${id}-${index}`} role="option" aria-selected={index === at} onPointerDown={(event) => (event.preventDefault(), pick(value))}>
            <span className="ellipsis">{words}</span>{words !== value && <span className="faint ellipsis">{value}</span>}
          </li>
        ))}
      </ul>
    </span>
  )
}
