import { runAsProcess } from '../process'
import { auditVerify } from './verify'

/** Entry of `audit verify` alone. Built to out/main/verify.cjs: one file that needs nothing but Node, so that an evidence pack can carry it. */
runAsProcess({ commands: [{ ...auditVerify, path: [] }], resourcesPath: '', program: 'node verify.cjs' })
