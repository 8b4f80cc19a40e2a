/** What a script can rely on. */
export const exitCodes = {
  fine: 0,
  /** Findings, issues in a file, or misses of a drill. */
  findings: 1,
  /** The command line, or the file that it names, cannot be used. */
  usage: 2,
  unreachable: 3,
  /** Ended by Ctrl-C before there was a result, as shells count it. */
  interrupted: 130,
  /** A bug of ours; sysexits' EX_SOFTWARE, so that no script takes it for a verdict. */
  internal: 70,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
