import { list } from '../../wire/tree'
import { answered, operation, refused } from '../operation'

const arnPattern = /^arn:aws:cloudwatch:[a-z0-9-]+:\d{12}:alarm:(.+)$/

export const listTagsForResource = operation('common', ({ place, input }) => {
  const arn = input.text('ResourceARN')
  const match = arn === undefined ? null : arnPattern.exec(arn)
  if (arn === undefined || match === null) return refused({ code: 'InvalidParameterValue', jsonCode: 'InvalidParameterValueException', status: 400, message: `${arn ?? ''} is not a valid ARN of an alarm` })
  const alarm = place.alarmByName.get(match[1] ?? '')
  if (alarm === undefined || alarm.key !== arn) return refused({ code: 'ResourceNotFoundException', status: 404, message: 'Unknown' })
  return answered({ Tags: list([{ Key: 'environment', Value: alarm.environment }, { Key: 'tenant', Value: alarm.tenantTag }]) })
})
