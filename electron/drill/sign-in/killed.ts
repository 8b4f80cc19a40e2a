import { fork, type ChildProcess } from 'node:child_process'
import { secondMs } from '#shared/kernel/time'
import type { SessionView } from '#shared/session/session-view'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { startSignInServer, type SignInServer } from '#electron/training/sign-in/index'
import { approvePage } from './approve-page'
import type { DrillCase } from './cases'
import { createDrillKeychain, type DrillKeychain } from './drill-keychain'
import { expectThat } from './expect'
import { killableArgument, type FromKillable, type ToKillable } from './killable-messages'

type Moment = 'while Identity Center answers' | 'while the keychain is written'

/** `kill -9` in the middle of a renewal, then the program is started again: it must stand, say how it is, and need one click at most. */
export const killedDuringRefresh = (moment: Moment, programFile: string): DrillCase => ({
  name: `killed with -9 during refresh, ${moment}`,
  run: async () => {
    const policy = { accessTokenSeconds: 6 }
    const server = await startSignInServer({ accounts: [{ id: '111122223333', name: 'one', roles: ['Operator'] }], clock: realClock, timers: realTimers, policy })
    const keychain = createDrillKeychain()
    try {
      const first = await startProgram(programFile, server, keychain)
      await first.signIn()
      const calls = tokenCalls(server)
      if (moment === 'while Identity Center answers') server.setFaults([{ operation: 'CreateToken', fault: 'delay', ms: 30_000 }])
      else first.holdWrites()
      await first.until(() => (moment === 'while Identity Center answers' ? tokenCalls(server) > calls : first.isWriting()), 'the renewal is under way')
      await first.kill()
      server.setFaults([])
      const kept = keychain.entries.get('tokens/training') ?? ''
      expectThat(kept.startsWith('wf1=') && JSON.parse(kept.slice(4)) !== null, 'what is in the keychain is whole')

      const second = await startProgram(programFile, server, keychain)
      await second.until(() => second.state().kind === 'active' || second.state().kind === 'expired', 'the program stands and says how it is')
      await realTimers.sleep(7 * secondMs, 'the next renewal comes due')
      const state = second.state()
      expectThat(state.kind === 'active' || (state.kind === 'expired' && state.message.includes('Sign in')), `it is signed in, or says what to do (${state.kind})`)
      const afterRestart = state.kind
      // Identity Center has taken the old refresh token and given a new one that nobody has kept: only the operator can help.
      expectThat(moment !== 'while the keychain is written' || afterRestart === 'expired', 'a refresh token that was used up and not yet replaced costs one sign-in')
      if (state.kind !== 'active') await second.signIn()
      expectThat(second.state().kind === 'active', 'one reconnect is enough')
      expectThat(server.truth().registrations.length === 1, 'the program is registered once')
      await second.kill()
      return { afterRestart, tokenRequests: tokenCalls(server), registrations: server.truth().registrations.length }
    } finally {
      await server.stop()
    }
  },
})

const tokenCalls = (server: SignInServer): number => server.truth().requests.CreateToken ?? 0

interface KillableProgram {
  state(): SessionView['state']
  signIn(): Promise<void>
  /** From now on the keychain takes no writes and says nothing. */
  holdWrites(): void
  isWriting(): boolean
  until(isSo: () => boolean, what: string): Promise<void>
  kill(): Promise<void>
}

const patienceMs = 40 * secondMs
const lookEveryMs = 50

async function startProgram(programFile: string, server: SignInServer, keychain: DrillKeychain): Promise<KillableProgram> {
  const child: ChildProcess = fork(programFile, [killableArgument, server.startUrl], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  let state: SessionView['state'] = { kind: 'signedOut' }
  let page: string | undefined
  let restored = false
  let holding = false
  let writing = false
  const tell = (message: ToKillable): void => void child.send(message)
  const answer = async ({ id, call, account, text = '' }: FromKillable & { kind: 'keychain' }): Promise<void> => {
    if (call === 'set' && holding) return void (writing = true)
    const value = call === 'get' ? await keychain.get(account) : call === 'set' ? ((await keychain.set(account, text)), true) : await keychain.delete(account)
    tell({ kind: 'answer', id, value })
  }
  child.on('message', (message: FromKillable) => {
    switch (message.kind) {
      case 'page':
        return void (page = message.url)
      case 'state':
        return void (state = message.state)
      case 'restored':
        return void (restored = true)
      case 'keychain':
        return void answer(message)
    }
  })
  const until = async (isSo: () => boolean, what: string): Promise<void> => {
    for (let waitedMs = 0; !isSo(); waitedMs += lookEveryMs) {
      expectThat(waitedMs < patienceMs && child.exitCode === null, what)
      await realTimers.sleep(lookEveryMs, what)
    }
  }
  await until(() => restored, 'the program starts')
  return {
    state: () => state,
    signIn: async () => {
      page = undefined
      tell({ kind: 'signIn' })
      await until(() => page !== undefined, 'a page is opened')
      await approvePage(page!)
      await until(() => state.kind === 'active', 'the sign-in succeeds')
    },
    holdWrites: () => void (holding = true),
    isWriting: () => writing,
    until,
    kill: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGKILL')
      }),
  }
}
