import { Zip, ZipDeflate } from 'fflate'
import { createHash } from 'node:crypto'

/** A file in the zip, as what was written of it. */
export interface ZippedFile {
  readonly bytes: number
  readonly sha256: string
}

/** A zip that is written on as it grows, one file after another; each waits until its piece was taken. */
export interface ZipStream {
  file(name: string): { write(text: string): Promise<void>; end(): Promise<ZippedFile> }
  end(): Promise<void>
}

/** The same for every file: the same contents are the same bytes, whenever they are packed. */
const fileTime = new Date(1980, 0, 1)

export function createZipStream(take: (bytes: Uint8Array) => Promise<void>): ZipStream {
  let made: Uint8Array[] = []
  const zip = new Zip((error, bytes) => {
    if (error !== null) throw error
    made.push(bytes)
  })
  const handOn = async (): Promise<void> => {
    const bytes = Buffer.concat(made)
    made = []
    if (bytes.length > 0) await take(bytes)
  }
  return {
    file: (name) => {
      const file = new ZipDeflate(name, { level: 6 })
      file.mtime = fileTime
      zip.add(file)
      const hash = createHash('sha256')
      let bytes = 0
      return {
        write: async (text) => {
          const piece = Buffer.from(text, 'utf8')
          hash.update(piece)
          bytes += piece.length
          file.push(piece)
          await handOn()
        },
        end: async () => {
          file.push(new Uint8Array(0), true)
          await handOn()
          return { bytes, sha256: hash.digest('hex') }
        },
      }
    },
    end: async () => {
      zip.end()
      await handOn()
    },
  }
}
