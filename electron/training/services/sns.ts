import { list } from '../wire/tree'
import { topicArn, topicNames } from '../world/topics'
import { answered, operation } from './operation'
import { decodeToken, pageFrom } from './paging'

const pageSize = 100

/** The topics of an account and Region, whoever they belong to. */
export const listTopics = operation('common', ({ place, input }) => {
  const token = input.text('NextToken')
  const after = token === undefined || token === '' ? undefined : decodeToken('topics', token)
  if (token !== undefined && token !== '' && after === undefined) input.fail({ code: 'InvalidParameter', status: 400, message: 'Invalid parameter: NextToken Reason: invalid token' })
  const page = pageFrom('topics', topicNames.map((name) => topicArn(place, name)), after, pageSize)
  return answered({ Topics: list(page.items.map((TopicArn) => ({ TopicArn }))), NextToken: page.next })
})
