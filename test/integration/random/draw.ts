import { seededIds } from '#electron/drill/seeded-ids'

/** Chance that repeats, in the forms that a scenario needs. */
export interface Draw {
  /** Uniform in [0, 1). */
  random(): number
  chance(ratio: number): boolean
  whole(from: number, to: number): number
  one<T>(items: readonly T[]): T
  /** An ISO 8601 duration between two numbers of minutes; negative ones lie before the start. */
  moment(fromMinutes: number, toMinutes: number): string
}

export function createDraw(seed: number): Draw {
  const ids = seededIds(seed)
  const random = (): number => ids.random()
  const whole = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1))
  return {
    random,
    whole,
    chance: (ratio) => random() < ratio,
    one: (items) => {
      const item = items[Math.floor(random() * items.length)]
      if (item === undefined) throw new Error('nothing to draw from')
      return item
    },
    moment: (fromMinutes, toMinutes) => {
      const seconds = whole(Math.round(fromMinutes * 60), Math.round(toMinutes * 60))
      return `${seconds < 0 ? '-' : ''}PT${Math.abs(seconds)}S`
    },
  }
}
