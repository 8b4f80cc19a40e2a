import { useEffect, useState } from 'react'
import type { AuditWriting } from '#shared/ipc/audit-contract'
import { useServices } from './services'

/** The file of the trail that is being written, whoever asked for it; null: none. */
export function useAuditWriting(): AuditWriting | null {
  const { client } = useServices()
  const [writing, setWriting] = useState<AuditWriting | null>(null)
  useEffect(() => client.subscribe('audit.writing', setWriting), [client])
  return writing
}
