import { useEffect, useState } from 'react'
import type { AppError } from '#shared/kernel/app-error'
import type { TenantSupportView } from '#shared/support/support-view'
import type { Loaded } from '../../../stores/maintenance-store'
import { useServices } from '../../../stores/services'

/** What may be granted for a tenant; asked once when the form opens. */
export function useTenantSupport(tenant: string): Loaded<TenantSupportView> {
  const { client } = useServices()
  const [known, setKnown] = useState<{ readonly of: string; readonly value?: TenantSupportView; readonly error?: AppError }>()
  useEffect(() => {
    let isStale = false
    void client.invoke('support.tenant', { tenant }).then((answer) => {
      if (!isStale) setKnown({ of: tenant, ...(answer.ok ? { value: answer.value } : { error: answer.error }) })
    })
    return () => {
      isStale = true
    }
  }, [client, tenant])
  if (known?.of !== tenant) return { kind: 'loading' }
  return known.value === undefined ? { kind: 'failed', error: known.error! } : { kind: 'ready', value: known.value }
}
