import { useState, type ReactNode } from 'react'
import { QuestionDialog } from '../../../components/question-dialog'
import { GrantSentence } from '../grant/grant-sentence'
import { useGrantAct } from '../use-grant-act'
import type { AboutGrant } from './end'

/** Whoever did not break the glass says what they make of it. */
export function ReviewDialog({ grant, onClose }: AboutGrant): ReactNode {
  const { act, busy, error } = useGrantAct()
  const [isFine, setFine] = useState<boolean>()
  const [words, setWords] = useState('')
  const review = async (fine: boolean): Promise<void> => {
    const reviewed = await act('support.review', { id: grant.id, words: words.trim(), isFine: fine }, { busy: 'Keeping the review …', done: () => 'Reviewed' })
    if (reviewed !== undefined) onClose()
  }
  return (
    <QuestionDialog title={`Review break-glass at ${grant.tenantName}`} yes="Keep the review" busy={busy} error={error} isReady={isFine !== undefined && words.trim() !== ''} onYes={() => isFine !== undefined && void review(isFine)} onClose={onClose}>
      <GrantSentence grant={grant} />
      <fieldset className="choice">
        <legend>Was it right?</legend>
        <label className="check"><input type="radio" name="fine" data-first checked={isFine === true} onChange={() => setFine(true)} /><span>It was right</span></label>
        <label className="check"><input type="radio" name="fine" checked={isFine === false} onChange={() => setFine(false)} /><span>It was not: somebody has to follow it up</span></label>
      </fieldset>
      <label className="field"><span>What you looked at and what you make of it</span><textarea className="input area" rows={3} maxLength={1_000} value={words} onChange={(event) => setWords(event.target.value)} /></label>
      <p className="soft">It stands in your name, stays for good, and is in the client’s statement.</p>
    </QuestionDialog>
  )
}
