import type { MaintenanceCommands } from '#shared/ipc/maintenance-contract'
import { ok } from '#shared/kernel/result'
import { icsOf } from '#shared/maintenance/ics-export'
import { runReport, runReportHtml } from '#shared/maintenance/run-report'
import type { WindowView } from '#shared/maintenance/window-view'
import type { Clock } from '#electron/ports/clock'
import type { FleetMaintenance } from '#electron/ports/fleet-maintenance'
import type { FleetSession } from '#electron/ports/fleet-session'
import type { TextFiles } from '#electron/ports/text-files'
import type { Handler } from './handler'

export interface MaintenanceDeps {
  readonly maintenance: FleetMaintenance
  readonly session: Pick<FleetSession, 'status'>
  readonly textFiles: TextFiles
  readonly clock: Clock
}

/** Maintenance windows: the office answers, files go where the operator says. */
export function maintenanceHandlers({ maintenance, session, textFiles, clock }: MaintenanceDeps): { readonly [N in keyof MaintenanceCommands]: Handler<N> } {
  const desk = async (): Promise<string> => {
    const status = await session.status()
    return status.ok ? status.value.desk : ''
  }
  return {
    'maintenance.calendar': () => maintenance.ask((office) => office.calendar()),
    'maintenance.window': ({ id }) => maintenance.ask((office) => office.window(id)),
    'maintenance.preview': ({ draft }) => maintenance.ask((office) => office.preview(draft)),
    'maintenance.askAws': ({ draft, part }) => maintenance.ask((office) => office.askAws(draft, part)),
    'maintenance.save': ({ draft, edit }) => maintenance.ask((office) => office.save(draft, edit)),
    'maintenance.approve': ({ id, hash }) => maintenance.ask((office) => office.approve(id, hash)),
    'maintenance.practiseApproval': ({ id, hash }) => maintenance.ask((office) => office.practiseApproval(id, hash)),
    'maintenance.announce': ({ id }) => maintenance.ask((office) => office.announce(id)),
    'maintenance.callOff': ({ id, why }) => maintenance.ask((office) => office.callOff(id, why)),
    'maintenance.start': (wish) => maintenance.ask((office) => office.start(wish)),
    'maintenance.takeOver': ({ id }) => maintenance.ask((office) => office.takeOver(id)),
    'maintenance.say': ({ id, word }) => maintenance.ask((office) => office.say(id, word)),
    'maintenance.report': async ({ id, as }) => {
      const window = await maintenance.ask((office) => office.window(id, { allLines: true }))
      if (!window.ok) return window
      const text = as === 'html' ? runReportHtml(window.value, await desk()) : `${JSON.stringify(runReport(window.value, await desk()), null, 2)}\n`
      return textFiles.save({ title: 'Save the report', name: `${id}-report`, extension: as, text })
    },
    'maintenance.export': async ({ ids }) => {
      const windows: WindowView[] = []
      for (const id of ids) {
        const window = await maintenance.ask((office) => office.window(id))
        if (!window.ok) return window
        windows.push(window.value)
      }
      if (windows.length === 0) return ok(null)
      return textFiles.save({ title: 'Save as a calendar file', name: windows.length === 1 ? windows[0]!.id : 'maintenance', extension: 'ics', text: icsOf(windows, { desk: await desk(), nowMs: clock.nowMs() }) })
    },
  }
}
