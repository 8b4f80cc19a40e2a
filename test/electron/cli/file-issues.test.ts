import { describe, expect, it } from 'vitest'
import { issueLines } from '#electron/cli/file-issues'
import { appError } from '#shared/kernel/app-error'

describe('Issues of a file', () => {
  it('read as a compiler would print them', () => {
    const error = appError('invalidFile', 'wrong', {
      issues: [
        { path: 'accounts[0].regoins', message: 'unknown key', line: 4, column: 5, suggestion: 'regions' },
        { path: '', message: 'version is missing', line: 1, column: 1 },
        { path: 'tags', message: 'expected a mapping' },
      ],
    })
    expect(issueLines('desk.yaml', error)).toEqual([
      'desk.yaml:4:5 accounts[0].regoins: unknown key (did you mean regions)',
      'desk.yaml:1:1 version is missing',
      'desk.yaml tags: expected a mapping',
    ])
  })

  it('do not repeat a suggestion that the message already makes', () => {
    const error = appError('invalidFile', 'wrong', { issues: [{ path: 'dsk', message: "unknown key, did you mean 'desk'?", line: 2, column: 1, suggestion: 'desk' }] })
    expect(issueLines('desk.yaml', error)).toEqual(["desk.yaml:2:1 dsk: unknown key, did you mean 'desk'?"])
  })

  it('fall back to the message when there are none', () => {
    expect(issueLines('desk.yaml', appError('invalidFile', 'desk.yaml is empty.'))).toEqual(['desk.yaml is empty.'])
  })
})
