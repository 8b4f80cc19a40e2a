import { z } from 'zod'
import { signInMethods } from '../session/sso-session'

/** Parts that several commands accept. */
export const nothing = z.null()
export const accountNumber = z.string().regex(/^\d{12}$/, 'an AWS account id has 12 digits')
export const method = z.enum(signInMethods)
export const sessionName = z.string().min(1).max(120)
