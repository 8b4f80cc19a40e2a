import { FilePenLine } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../../components/button'
import { Notice } from '../../../components/notice'
import { openCalendar } from '../../../stores/maintenance-visit'
import { useServices } from '../../../stores/services'

export function WizardPage(): ReactNode {
  const services = useServices()
  return <Notice icon={FilePenLine} title="Plans are written on the command line" actions={<Button onClick={() => openCalendar(services)}>Back to the calendar</Button>}>“maintenance plan” makes a window from a file; it appears in the calendar at once.</Notice>
}
