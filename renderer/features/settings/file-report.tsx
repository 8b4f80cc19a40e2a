import type { ReactNode } from 'react'
import type { FleetFileReport } from '#shared/ipc/contract'

/** What is wrong with a fleet file, line by line, and what it asks for that begins to work later. */
export function FileReport({ report }: { readonly report: FleetFileReport }): ReactNode {
  return (
    <>
      {report.issues.length > 0 && (
        <ul className="issue-list text">
          {report.issues.map(({ path, message, line, column, suggestion }, index) => (
            <li key={`${path} ${index}`}>
              <span className="mono num">{line === undefined ? '' : `${line}:${column ?? 1}`}</span>
              <span>
                {message}
                {suggestion !== undefined && <> Did you mean <span className="mono">{suggestion}</span>?</>}
                <span className="faint mono"> {path}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {report.notYet.length > 0 && (
        <ul className="issue-list text soft">
          {report.notYet.map(({ path, message }) => (
            <li key={path}>
              <span className="mono">{path}</span>
              <span>{message}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
