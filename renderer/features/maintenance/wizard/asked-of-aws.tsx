import { Circle, CircleCheck, CircleHelp, LoaderCircle, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { partWords } from '#shared/maintenance/planned-calls'
import { Button } from '../../../components/button'
import { plural } from '../../../format/number'
import { momentWords } from '../times'
import type { Asking, AwsAnswers } from './use-aws-answers'

const icons = { waiting: Circle, asking: LoaderCircle, answered: CircleCheck, failed: CircleHelp } as const

/** What the start will ask, asked already: one line a question with its answer and its time. Nothing waits for it. */
export function AskedOfAws({ answers, zone }: { readonly answers: AwsAnswers; readonly zone: string }): ReactNode {
  const { parts, isOver, askAgain } = answers
  const many = parts.filter(({ asking: { kind } }) => kind === 'answered' || kind === 'failed').length
  if (parts.length === 0) return null
  return (
    <section aria-label="Asked now">
      <h3>Asked now <span className="faint num">{many} of {parts.length}</span></h3>
      <ul className="asked" aria-busy={!isOver}>
        {parts.map(({ part, asking }) => {
          const Icon = asking.kind === 'answered' && asking.answer.blockers.length > 0 ? TriangleAlert : icons[asking.kind]
          return <li key={part} data-state={asking.kind}><Icon aria-hidden="true" /><span>{partWords[part]}</span><span className="soft">{wordsOf(asking, zone)}</span></li>
        })}
      </ul>
      <p className="row"><Button onClick={askAgain} disabled={!isOver}>Ask again</Button><span className="faint">It can be saved before everything is answered: the start asks all of it again.</span></p>
    </section>
  )
}

function wordsOf(asking: Asking, zone: string): string {
  switch (asking.kind) {
    case 'waiting':
      return 'not asked yet'
    case 'asking':
      return 'asking …'
    case 'failed':
      return `not known: ${asking.error.message}`
    case 'answered': {
      const { atMs, requests, blockers, listeners } = asking.answer
      const found = listeners === undefined ? (blockers.length === 0 ? 'nothing in the way' : `${plural(blockers.length, 'thing')} in the way`) : plural(Object.values(listeners).reduce((sum, each) => sum + each, 0), 'listener')
      return `${found}; answered at ${momentWords(atMs, zone, atMs)} by ${requests === 0 ? 'the watch' : `AWS, ${plural(requests, 'request')}`}`
    }
  }
}
