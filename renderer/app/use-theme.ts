import { useEffect } from 'react'
import { useSlice } from '../stores/services'

/** Puts theme and density on the document, where the tokens read them. */
export function useTheme(): void {
  const theme = useSlice('settings', (state) => state.theme)
  const density = useSlice('settings', (state) => state.density)
  useEffect(() => {
    const { dataset } = document.documentElement
    dataset['density'] = density
    if (theme === 'system') delete dataset['theme']
    else dataset['theme'] = theme
  }, [theme, density])
}
