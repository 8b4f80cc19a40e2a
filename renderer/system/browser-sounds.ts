import type { Sounds, Tone } from '../app/sounds'

/** Sounds made by the browser itself: no file, no network. A computer without a loudspeaker stays silent. */
export function createBrowserSounds(): Sounds {
  let audio: AudioContext | undefined
  return {
    play: (melody) => {
      if (melody.length === 0) return
      audio ??= new AudioContext()
      const context = audio
      void context
        .resume()
        .then(() => melody.forEach((tone) => sound(context, tone)))
        .catch(() => undefined)
    },
  }
}

function sound(context: AudioContext, { atMs, forMs, hz, loudness, wave }: Tone): void {
  const begin = context.currentTime + atMs / 1_000
  const end = begin + forMs / 1_000
  const oscillator = context.createOscillator()
  const gain = context.createGain()
  oscillator.type = wave
  oscillator.frequency.value = hz
  // Rising and falling: a note that is cut clicks.
  gain.gain.setValueAtTime(0, begin)
  gain.gain.linearRampToValueAtTime(loudness, begin + 0.02)
  gain.gain.setValueAtTime(loudness, end - 0.08)
  gain.gain.linearRampToValueAtTime(0, end)
  oscillator.connect(gain).connect(context.destination)
  oscillator.start(begin)
  oscillator.stop(end)
}
