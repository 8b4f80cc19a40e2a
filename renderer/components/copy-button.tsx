import { Check, Copy } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { useServices } from '../stores/services'
import { IconButton } from './button'

const confirmMs = 1_500

/** Copies a text through the core; a tick confirms for a moment, a refusal is announced in words. */
export function CopyButton({ label, text }: { readonly label: string; readonly text: () => string }): ReactNode {
  const { client, clock, ui } = useServices()
  const [copied, setCopied] = useState(false)
  useEffect(() => (copied ? clock.after(confirmMs, () => setCopied(false)) : undefined), [copied, clock])
  const copy = async (): Promise<void> => {
    const written = await client.invoke('clipboard.write', { text: text() })
    setCopied(written.ok)
    ui.setState({ announcement: written.ok ? 'Copied' : written.error.message })
  }
  return <IconButton label={copied ? 'Copied' : label} icon={copied ? Check : Copy} onClick={() => void copy()} />
}
