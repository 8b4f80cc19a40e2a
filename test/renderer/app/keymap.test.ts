import { describe, expect, it } from 'vitest'
import { keymap, keyStep, type Press } from '../../../renderer/app/keymap'

const press = (key: string, more: Partial<Press> = {}): Press => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more })

describe('The keys', () => {
  it('are each bound once', () => expect(new Set(keymap.map(({ keys }) => keys)).size).toBe(keymap.length))

  it('open the palette with Ctrl or Cmd, also while typing', () => {
    expect(keyStep('', press('k', { ctrlKey: true }), true).action).toBe('palette')
    expect(keyStep('', press('k', { metaKey: true }), false).action).toBe('palette')
  })

  it('wait for the second of a pair and forget a first that leads nowhere', () => {
    const first = keyStep('', press('g'), false)
    expect(first).toEqual({ awaiting: 'g' })
    expect(keyStep(first.awaiting, press('s'), false)).toEqual({ action: 'go.settings', awaiting: '' })
    expect(keyStep(first.awaiting, press('x'), false)).toEqual({ awaiting: '' })
  })

  it('leave letters to whoever types', () => expect(keyStep('', press('/'), true)).toEqual({ awaiting: '' }))
  it('leave Alt to the system', () => expect(keyStep('', press('g', { altKey: true }), false)).toEqual({ awaiting: '' }))
})
