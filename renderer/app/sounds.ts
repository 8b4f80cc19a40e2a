import type { Settings } from '#shared/ipc/settings'

/** What the page can sound; the browser's own behind it: system/browser-sounds.ts. Tests bring one that remembers. */
export interface Sounds {
  play(melody: readonly Tone[]): void
}

export interface Tone {
  /** From the beginning of the melody. */
  readonly atMs: number
  readonly forMs: number
  readonly hz: number
  /** 0 to 1. */
  readonly loudness: number
  readonly wave: 'sine' | 'triangle' | 'square'
}

/**
 * The sound of a note: two soft notes that rise, or a call that repeats. What is critical is another melody and longer, so that it is
 * known in the dark; off is off, for critical too: notes and the tray remain.
 */
export function melodyOf(sound: Settings['sound'], critical: boolean): readonly Tone[] {
  switch (sound) {
    case 'off':
      return []
    case 'soft':
      return critical ? repeated(softCall, 2, 900) : softCall
    case 'urgent':
      return critical ? repeated(urgentCall, 4, 800) : urgentCall
  }
}

const softCall: readonly Tone[] = [
  { atMs: 0, forMs: 320, hz: 660, loudness: 0.18, wave: 'sine' },
  { atMs: 180, forMs: 480, hz: 880, loudness: 0.18, wave: 'sine' },
]
const urgentCall: readonly Tone[] = [
  { atMs: 0, forMs: 170, hz: 880, loudness: 0.3, wave: 'triangle' },
  { atMs: 190, forMs: 170, hz: 1175, loudness: 0.3, wave: 'triangle' },
  { atMs: 380, forMs: 240, hz: 880, loudness: 0.3, wave: 'triangle' },
]

const repeated = (melody: readonly Tone[], times: number, everyMs: number): readonly Tone[] => Array.from({ length: times }, (_, round) => melody.map((tone) => ({ ...tone, atMs: tone.atMs + round * everyMs }))).flat()
