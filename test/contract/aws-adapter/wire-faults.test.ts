import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AwsReader } from '#electron/ports/aws-reader'
import { plainCall, readersOf, signIn } from './target'

/** Replies that no AWS sends, but proxies, emulators and broken networks do. */
describe('the AWS adapter against a server that is none', () => {
  let server: Server
  let reader: AwsReader
  let signOut: () => void
  let reply: (response: ServerResponse) => void

  beforeEach(async () => {
    signOut = signIn('111122223333')
    server = createServer((request, response) => {
      request.resume()
      request.on('end', () => reply(response))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // a TCP server that listens has one
    reader = readersOf({ endpoint, home: '111122223333', region: 'eu-west-1', otherRegion: 'eu-central-1', second: '222233334444' })('111122223333', 'eu-west-1')
  })
  afterEach(async () => {
    signOut()
    reader.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  const send = (status: number, type: string, body: string) => (response: ServerResponse) => void response.writeHead(status, { 'content-type': type }).end(body)
  const xml = 'text/xml'
  const json = 'application/x-amz-json-1.0'
  const page = '<!doctype html><html><body><h1>Sign in to the guest network</h1></body></html>'
  const kindOf = async (ask: 'databases' | 'alarms'): Promise<string> => {
    const result = await reader[ask](plainCall())
    return result.ok ? `ok with ${result.value.records.length}` : result.error.kind
  }

  it.each(['databases', 'alarms'] as const)('never takes a web page for an empty list of %s', async (ask) => {
    reply = send(200, 'text/html', page)
    expect(await kindOf(ask)).toBe('unreadableReply')
    reply = send(200, ask === 'alarms' ? json : xml, page)
    expect(await kindOf(ask)).toBe('unreadableReply')
  })

  it('never takes a reply without its list for an empty one', async () => {
    reply = send(200, xml, '<DescribeDBInstancesResponse><DescribeDBInstancesResult/></DescribeDBInstancesResponse>')
    expect(await kindOf('databases')).toBe('unreadableReply')
    reply = send(200, json, '{}')
    expect(await kindOf('alarms')).toBe('unreadableReply')
    reply = send(200, xml, '')
    expect(await kindOf('databases')).toBe('unreadableReply')
  })

  it('takes an empty list for what it is', async () => {
    reply = send(200, xml, '<DescribeDBInstancesResponse><DescribeDBInstancesResult><DBInstances/></DescribeDBInstancesResult></DescribeDBInstancesResponse>')
    expect(await kindOf('databases')).toBe('ok with 0')
    reply = send(200, json, '{"MetricAlarms":[]}')
    expect(await kindOf('alarms')).toBe('ok with 0')
  })

  it('does not follow a page token in circles', async () => {
    reply = send(200, xml, '<DescribeDBInstancesResponse><DescribeDBInstancesResult><DBInstances/><Marker>again</Marker></DescribeDBInstancesResult></DescribeDBInstancesResponse>')
    expect(await kindOf('databases')).toBe('unreadableReply')
  })

  it('tells a cut reply, a fault in HTML and an unknown operation apart', async () => {
    reply = (response) => {
      response.writeHead(200, { 'content-type': xml, 'content-length': '5000' }).write('<DescribeDBInstancesResponse>')
      setImmediate(() => response.destroy())
    }
    expect(await kindOf('databases')).toBe('unreadableReply')
    reply = send(502, 'text/html', page)
    expect(await kindOf('databases')).toBe('serverFault')
    // Emulators answer operations that they lack with a page.
    reply = send(404, 'text/html', page)
    expect(await kindOf('databases')).toBe('unsupported')
    reply = send(200, 'text/html', page)
    expect(await kindOf('databases')).toBe('unreadableReply')
    reply = send(400, xml, '<ErrorResponse><Error><Code>InvalidAction</Code></Error></ErrorResponse>')
    expect(await kindOf('databases')).toBe('unsupported')
    reply = send(400, json, '{"__type":"com.amazon.coral.service#UnknownOperationException"}')
    expect(await kindOf('alarms')).toBe('unsupported')
    reply = send(429, json, '{}')
    expect(await kindOf('alarms')).toBe('throttled')
  })

  it('says that nobody is there', async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    expect(await kindOf('databases')).toBe('unreachable')
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
})
