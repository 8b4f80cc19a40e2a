import { useState, type FormEvent, type ReactNode } from 'react'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { useServices, useSlice } from '../../stores/services'
import { saveView } from './saved-views'

export function SaveViewDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { settings, ui } = useServices()
  const state = useSlice('settings', (current) => current)
  const [name, setName] = useState('')
  const taken = state.savedViews.some((view) => view.name === name.trim())
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (name.trim() === '') return
    settings.setState({ savedViews: saveView(state, name.trim()) })
    ui.setState({ announcement: `View ${name.trim()} saved` })
    onClose()
  }
  return (
    <Dialog title="Save the current view" onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <label>
          Name
          <input className="input" data-first maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
        </label>
        <p className="soft">
          {state.view === 'board' ? 'Board' : 'Table'}, {state.filter === '' ? 'all tenants' : <span className="mono">{state.filter}</span>}
        </p>
        <footer className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <button type="submit" className="button primary" disabled={name.trim() === ''}>
            {taken ? 'Replace the view of that name' : 'Save'}
          </button>
        </footer>
      </form>
    </Dialog>
  )
}
