import { appError, type AppError } from '../kernel/app-error'

/** Refusals that mean the same whichever store refuses. `at` names what was to be written: `plan/2026-11`. */
export const conflict = (at: string): AppError => appError('conflict', 'Somebody else has changed this in the meantime: nothing was written. Look at what is there now, and decide again.', { at })

export const fenced = (at: string): AppError => appError('fenced', 'Another console has taken over: this one has stopped, and what it still wanted to write was refused.', { at })

/** `holder` names a person, a computer and a launch; the launch is nobody's matter. */
export const leaseIsHeld = (at: string, holder: string): AppError => appError('conflict', `Another console (${holder.split('=')[0] ?? holder}) is at work on this. It can be taken over when that one gives it back or has been silent for long enough.`, { at })
