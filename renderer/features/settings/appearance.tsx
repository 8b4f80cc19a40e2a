import type { ReactNode } from 'react'
import type { Settings } from '#shared/ipc/settings'
import { useServices, useSlice } from '../../stores/services'

const themes = [['system', 'As the system'], ['light', 'Light'], ['dark', 'Dark']] as const satisfies readonly (readonly [Settings['theme'], string])[]
const densities = [['comfortable', 'Comfortable, 32 px rows'], ['compact', 'Compact, 28 px rows']] as const satisfies readonly (readonly [Settings['density'], string])[]

export function Appearance(): ReactNode {
  const { settings } = useServices()
  const theme = useSlice('settings', (state) => state.theme)
  const density = useSlice('settings', (state) => state.density)
  return (
    <section className="settings-section" aria-labelledby="appearance">
      <h2 id="appearance">Appearance</h2>
      <Choice legend="Theme" name="theme" options={themes} value={theme} onChange={(next) => settings.setState({ theme: next })} />
      <Choice legend="Density" name="density" options={densities} value={density} onChange={(next) => settings.setState({ density: next })} />
    </section>
  )
}

interface ChoiceProps<T extends string> {
  readonly legend: string
  readonly name: string
  readonly options: readonly (readonly [T, string])[]
  readonly value: T
  readonly onChange: (value: T) => void
}

function Choice<T extends string>({ legend, name, options, value, onChange }: ChoiceProps<T>): ReactNode {
  return (
    <fieldset className="choice">
      <legend>{legend}</legend>
      {options.map(([option, words]) => (
        <label key={option} className="check">
          <input type="radio" name={name} checked={option === value} onChange={() => onChange(option)} />
          {words}
        </label>
      ))}
    </fieldset>
  )
}
