import type { SupportCommands } from '#shared/ipc/support-contract'
import type { FleetSupport } from '#electron/ports/fleet-support'
import type { TextFiles } from '#electron/ports/text-files'
import type { Handler } from './handler'

export interface SupportDeps {
  readonly support: FleetSupport
  readonly textFiles: TextFiles
}

/** Support access: the office answers, files go where the operator says. */
export const supportHandlers = ({ support, textFiles }: SupportDeps): { readonly [N in keyof SupportCommands]: Handler<N> } => ({
  'support.desk': () => support.ask((office) => office.desk()),
  'support.tenant': ({ tenant }) => support.ask((office) => office.tenant(tenant)),
  'support.grant': ({ id }) => support.ask((office) => office.grant(id)),
  'support.preview': ({ wish }) => support.ask((office) => office.preview(wish)),
  'support.ask': ({ wish }) => support.ask((office) => office.ask(wish)),
  'support.breakGlass': ({ wish, confirm }) => support.ask((office) => office.breakGlass(wish, confirm)),
  'support.approve': ({ id, hash }) => support.ask((office) => office.approve(id, hash)),
  'support.practiseApproval': ({ id, hash }) => support.ask((office) => office.practiseApproval(id, hash)),
  'support.refuse': ({ id, why }) => support.ask((office) => office.refuse(id, why)),
  'support.end': ({ id, why }) => support.ask((office) => office.end(id, why)),
  'support.review': ({ id, words, isFine }) => support.ask((office) => office.review(id, words, isFine)),
  'support.repair': ({ drift }) => support.ask((office) => office.repair(drift)),
  'support.reconcile': () => support.ask((office) => office.reconcile()),
  'support.statementPreview': ({ tenant, fromMs, toMs }) => support.ask((office) => office.previewStatement(tenant, { fromMs, toMs })),
  'support.statement': async ({ tenant, fromMs, toMs, as }) => {
    const statement = await support.ask((office) => office.statement(tenant, { fromMs, toMs }, as))
    return statement.ok ? textFiles.save({ title: 'Save the statement', name: `${tenant}-support-access`, extension: as, text: statement.value }) : statement
  },
})
