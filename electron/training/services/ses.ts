import { hexOf } from '../world/chance'
import type { SentMail } from '../world/deeds'
import { withDeeds, type World } from '../world/world'
import type { ServiceFault } from '../wire/service-fault'
import { instant } from '../wire/tree'
import { secondMs } from '#shared/kernel/time'
import { answered, operation, refused } from './operation'

const fault = (code: string, status: number, message: string): ServiceFault => ({ code, status, message })

/** How long a bounce takes to come back. */
const bouncesAfterMs = 20 * secondMs

/** Accepted is not delivered: what bounces is found on the suppression list a little later. */
export const sendEmail = operation('common', ({ world, place, input }) => {
  const from = input.text('FromEmailAddress') ?? ''
  const destination = input.record('Destination')
  const to = [...(destination?.texts('ToAddresses') ?? []), ...(destination?.texts('CcAddresses') ?? []), ...(destination?.texts('BccAddresses') ?? [])]
  const simple = input.record('Content')?.record('Simple')
  const text = (part: string): string | undefined => simple?.record('Body')?.record(part)?.text('Data')
  const subject = simple?.record('Subject')?.text('Data')
  if (simple === undefined || subject === undefined || (text('Text') === undefined && text('Html') === undefined)) return refused(fault('BadRequestException', 400, 'Content must have a subject and a body'))
  if (to.length === 0 || to.length > 50) return refused(fault('BadRequestException', 400, 'A message needs between 1 and 50 recipients'))
  if ([from, ...to].some((address) => !/^[^@\s]+@[^@\s]+$/.test(bare(address)))) return refused(fault('BadRequestException', 400, 'Illegal address'))
  if (bare(from).endsWith('.invalid')) return refused(fault('MessageRejected', 400, `Email address is not verified. The following identities failed the check in region ${place.region.toUpperCase()}: ${bare(from)}`))
  const messageId = `0102${hexOf(12, place.account, world.nowMs, world.deeds.mails.length)}-${hexOf(8, subject, world.deeds.mails.length)}-000000`
  const bounces = to.map(bare).filter((address) => bouncesNow(world, address))
  const mail: SentMail = { account: place.account, region: place.region, messageId, from, to, subject, text: text('Text') ?? '', html: text('Html') ?? '', atMs: world.nowMs, bounces }
  return { ...answered({ MessageId: messageId }), world: withDeeds(world, { mails: [...world.deeds.mails, mail] }) }
})

/** `Ops <ops@bank.example>` is `ops@bank.example`. */
const bare = (address: string): string => (/<([^>]+)>\s*$/.exec(address)?.[1] ?? address).trim().toLowerCase()

const bouncesNow = (world: World, address: string): boolean =>
  world.effects.effects.some((effect) => effect.on === 'mail' && effect.fromMs <= world.nowMs && world.nowMs < effect.toMs && (effect.address === '*' || effect.address === address || (effect.address.startsWith('*@') && address.endsWith(effect.address.slice(1)))))

/** An address that bounced; everybody else is not on the list, which is an error in AWS's words. */
export const getSuppressedDestination = operation('common', ({ world, place, input }) => {
  const address = bare(input.text('EmailAddress') ?? '')
  const known = world.effects.effects.find((effect) => effect.on === 'mail' && effect.address === address && effect.fromMs <= world.nowMs && world.nowMs < effect.toMs)
  if (known !== undefined) return answered({ SuppressedDestination: { EmailAddress: address, Reason: 'BOUNCE', LastUpdateTime: instant(known.fromMs) } })
  const bounced = world.deeds.mails.find((mail) => mail.account === place.account && mail.region === place.region && mail.bounces.includes(address) && mail.atMs + bouncesAfterMs <= world.nowMs)
  if (bounced === undefined) return refused(fault('NotFoundException', 404, `Email address ${address} does not exist on your suppression list.`))
  return answered({ SuppressedDestination: { EmailAddress: address, Reason: 'BOUNCE', LastUpdateTime: instant(bounced.atMs + bouncesAfterMs), Attributes: { MessageId: bounced.messageId } } })
})
