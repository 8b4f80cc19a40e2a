import type { ReactNode } from 'react'
import { CopyButton } from '../../components/copy-button'
import type { AppInfo } from '#shared/ipc/contract'
import { useSlice } from '../../stores/services'

export function About(): ReactNode {
  const info = useSlice('session', (state) => state.info)
  return (
    <section className="settings-section" aria-labelledby="about">
      <h2 id="about">About</h2>
      {info === undefined ? <p className="soft">Not known yet.</p> : <Facts info={info} />}
    </section>
  )
}

function Facts({ info }: { readonly info: AppInfo }): ReactNode {
  const facts = [['Watchfloor', info.version], ['Electron', info.electron], ['Chromium', info.chromium], ['Platform', info.platform]] as const
  return (
    <>
      <div className="row">
        <dl className="evidence text">
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd className="mono">{value}</dd>
            </div>
          ))}
        </dl>
        <CopyButton label="Copy version details" text={() => facts.map((fact) => fact.join(' ')).join('\n')} />
      </div>
      {info.remarks.length > 0 && (
        <ul className="remarks">
          {info.remarks.map((remark) => (
            <li key={remark}>{remark}</li>
          ))}
        </ul>
      )}
    </>
  )
}
