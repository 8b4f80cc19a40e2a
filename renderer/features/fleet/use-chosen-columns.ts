import { useMemo } from 'react'
import { useSlice } from '../../stores/services'
import { chosenColumns, type GridColumn } from './columns'

/** The columns of the grid as chosen, the same array until the choice changes. */
export function useChosenColumns(): readonly GridColumn[] {
  const ids = useSlice('settings', (state) => state.columns)
  return useMemo(() => chosenColumns(ids), [ids])
}
