import { createVerifier, type Verification, type Verifier, type VerifyOptions } from '#shared/audit/verify'
import { hashNow } from '#electron/adapters/system/digest'

export type ByteVerifyOptions = Omit<VerifyOptions, 'hash'>

/** An export of any size, in the pieces that it comes in. */
export interface ByteVerifier {
  take(bytes: Uint8Array): void
  end(): Verification
}

const lineEnd = 0x0a

/** Lines are cut as bytes: a broken letter must neither hide nor mend itself by being read leniently. */
export function createByteVerifier(options: ByteVerifyOptions): ByteVerifier {
  const verifier = createVerifier({ ...options, hash: hashNow })
  let rest: Uint8Array[] = []
  return {
    take: (bytes) => {
      let from = 0
      for (let at = bytes.indexOf(lineEnd); at >= 0; at = bytes.indexOf(lineEnd, from)) {
        takeLine(verifier, [...rest, bytes.subarray(from, at)])
        rest = []
        from = at + 1
      }
      if (from < bytes.length) rest.push(bytes.slice(from))
    },
    end: () => {
      const isWhole = rest.length === 0
      if (!isWhole) takeLine(verifier, rest)
      return verifier.end(isWhole)
    },
  }
}

export function verifyBytes(bytes: Uint8Array, options: ByteVerifyOptions): Verification {
  const verifier = createByteVerifier(options)
  verifier.take(bytes)
  return verifier.end()
}

function takeLine(verifier: Verifier, parts: readonly Uint8Array[]): void {
  const [only] = parts
  verifier.take(textOf(parts.length === 1 && only !== undefined ? only : Buffer.concat(parts)))
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}
