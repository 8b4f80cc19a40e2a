import type { ReactNode } from 'react'
import type { SourcePart } from '#shared/support/activity/activity'
import { leftOutWords, type StatementPreview } from '#shared/support/statement'
import { HealthMark, type MarkKind } from '../../../components/health-mark'

const marks: Readonly<Record<SourcePart['state'], readonly [MarkKind, string]>> = {
  complete: ['healthy', 'complete'],
  partly: ['watch', 'not complete'],
  notAsked: ['unknown', 'not asked'],
  failed: ['degraded', 'could not be read'],
}

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

/** What a statement would hold, source by source: whoever sends it to a client knows what it lacks. */
export function StatementSources({ preview }: { readonly preview: StatementPreview }): ReactNode {
  const { grants, rows, sources } = preview
  return (
    <section className="statement-sources" aria-label="What was joined">
      <p>{grants === 0 ? 'Nobody had access in this time' : counted(grants, 'grant')}, {counted(rows, 'row')}.</p>
      <ul>
        {sources.map(({ source, title, state, rows: own, words }) => {
          const [mark, stands] = marks[state]
          return (
            <li key={source} data-state={state}>
              <HealthMark kind={mark} />
              <span>
                <span className="statement-source">{title}: {stands}{(state === 'complete' || state === 'partly') && `, ${counted(own, 'row')}`}</span>
                <span className="faint">{words}</span>
              </span>
            </li>
          )
        })}
      </ul>
      {leftOutWords(preview).map((words) => <p key={words} className="faint">{words}</p>)}
    </section>
  )
}
