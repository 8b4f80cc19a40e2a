import { CircleHelp } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { refusalOfCommand } from '#shared/ipc/command-capabilities'
import type { Question } from '#shared/maintenance/decide'
import type { Choice } from '#shared/maintenance/run-event'
import type { RunView, WindowView } from '#shared/maintenance/window-view'
import { Button } from '../../../components/button'
import { useSlice } from '../../../stores/services'
import { Refused } from '../../../components/refused'
import { useAct } from '../use-act'
import { choiceWords, questionTitle } from './question-words'

/** What only a person can decide: one large card a question. A digit picks, Enter confirms, Escape thinks again. */
export function Questions({ window, run }: { readonly window: WindowView; readonly run: RunView }): ReactNode {
  if (run.questions.length === 0) return null
  return (
    <div className="questions">
      {run.questions.map((question, at) => <Card key={question.id} window={window} run={run} question={question} isFirst={at === 0} />)}
    </div>
  )
}

interface CardProps {
  readonly window: WindowView
  readonly run: RunView
  readonly question: Question
  readonly isFirst: boolean
}

function Card({ window, run, question, isFirst }: CardProps): ReactNode {
  const { act, busy, error } = useAct()
  const [picked, setPicked] = useState<Choice>()
  const capabilities = useSlice('access', ({ view }) => view?.capabilities)
  const refusal = refusalOfCommand('maintenance.say', new Set(capabilities ?? []))
  const card = useRef<HTMLElement>(null)
  useEffect(() => {
    if (isFirst && document.activeElement?.closest('.question') === null) card.current?.focus({ preventScroll: true })
  }, [isFirst])
  const { choices } = question
  const answer = (choice: Choice): void =>
    void act('maintenance.say', { id: window.id, word: { kind: 'answer', question: question.id, choice } }, { busy: 'Answering …', done: `Answered: ${choiceWords(choice, question, run).title}` }).then(() => setPicked(undefined))
  const onKeyDown = (event: KeyboardEvent): void => {
    const choice = choices[Number(event.key) - 1]
    if (refusal === undefined && choice !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      setPicked(choice)
      event.preventDefault()
    } else if (event.key === 'Escape' && picked !== undefined) {
      setPicked(undefined)
      event.preventDefault()
      event.stopPropagation()
    }
  }
  return (
    <section ref={card} className="question" tabIndex={-1} role="alertdialog" aria-label={questionTitle(question, run)} onKeyDown={onKeyDown}>
      <CircleHelp aria-hidden="true" />
      <div className="grow">
        <h2>{questionTitle(question, run)}</h2>
        {question.message !== undefined && <p className="text question-message">{question.message}</p>}
        {refusal !== undefined ? <p className="soft">{refusal}</p> : picked === undefined ? (
          <ul className="choices">
            {choices.map((choice, at) => {
              const { title, does } = choiceWords(choice, question, run)
              return <li key={choice}><button type="button" className="choice-button" onClick={() => setPicked(choice)}><kbd>{at + 1}</kbd><span><strong>{title}</strong><span className="soft">{does}</span></span></button></li>
            })}
          </ul>
        ) : (
          <Sure key={picked} title={choiceWords(picked, question, run).title} does={choiceWords(picked, question, run).does} busy={busy} onYes={() => answer(picked)} onNo={() => setPicked(undefined)} />
        )}
        <Refused error={error} />
      </div>
    </section>
  )
}

function Sure({ title, does, busy, onYes, onNo }: { readonly title: string; readonly does: string; readonly busy: string | undefined; readonly onYes: () => void; readonly onNo: () => void }): ReactNode {
  const yes = useRef<HTMLButtonElement>(null)
  useEffect(() => yes.current?.focus(), [])
  return (
    <div className="sure">
      <p><strong>{title}?</strong> {does}</p>
      <div className="row">
        <Button ref={yes} look="primary" disabled={busy !== undefined} onClick={onYes}>{busy ?? `Yes: ${title.toLowerCase()}`}</Button>
        <Button disabled={busy !== undefined} onClick={onNo}>Think again <kbd>Esc</kbd></Button>
      </div>
    </div>
  )
}
