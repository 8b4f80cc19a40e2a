import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A certificate made here and now with openssl, signed by itself. */
export interface OwnCertificate {
  readonly key: string
  readonly cert: string
}

/** `expired`: its last day was yesterday. `host`: the name it is for. */
export function makeCertificate({ host, expired = false, days = 20 }: { readonly host: string; readonly expired?: boolean; readonly days?: number }): OwnCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-cert-'))
  try {
    const [key, cert, request, conf] = ['key.pem', 'cert.pem', 'request.pem', 'openssl.cnf'].map((name) => join(folder, name)) as [string, string, string, string]
    const run = (...args: readonly string[]): void => void execFileSync('openssl', args, { stdio: 'ignore', cwd: folder })
    if (!expired) {
      run('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', cert, '-days', String(days), '-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host},IP:127.0.0.1`)
      return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
    }
    // Only `openssl ca` takes dates in the past.
    run('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', request, '-subj', `/CN=${host}`)
    execFileSync('sh', ['-c', `touch index.txt; echo 01 > serial; cat > '${conf}' <<END
[ca]
default_ca = own
[own]
database = ${join(folder, 'index.txt')}
serial = ${join(folder, 'serial')}
new_certs_dir = ${folder}
default_md = sha256
policy = any
x509_extensions = ext
[any]
commonName = supplied
[ext]
subjectAltName = DNS:${host},IP:127.0.0.1
END`], { cwd: folder })
    run('ca', '-batch', '-selfsign', '-config', conf, '-keyfile', key, '-in', request, '-out', cert, '-startdate', '20200101000000Z', '-enddate', '20210101000000Z', '-notext')
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
