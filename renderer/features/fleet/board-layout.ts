/** How much a tile shows: its name and health; larger; what is wrong as well; for a wall. */
export type TileRoom = 'small' | 'medium' | 'large' | 'huge'

interface TileSize {
  readonly room: TileRoom
  readonly widthPx: number
  readonly heightPx: number
}

export interface BoardLayout extends TileSize {
  readonly columns: number
}

export const gapPx = 4

const sizes = [
  { room: 'huge', widthPx: 344, heightPx: 148 },
  { room: 'large', widthPx: 248, heightPx: 100 },
  { room: 'medium', widthPx: 188, heightPx: 62 },
] as const satisfies readonly TileSize[]

/** However many tenants there are: these scroll. */
const smallest: TileSize = { room: 'small', widthPx: 148, heightPx: 44 }

/** The largest tiles with which every tenant is in view at once; the smallest when none are. `widthPx` is the least a tile gets. */
export function boardLayout(area: { readonly widthPx: number; readonly heightPx: number }, tenants: number): BoardLayout {
  const fitting = sizes.map((size) => ({ ...size, columns: columnsOf(area.widthPx, size) })).find(({ columns, heightPx }) => Math.ceil(tenants / columns) * (heightPx + gapPx) + gapPx <= area.heightPx)
  return fitting ?? { ...smallest, columns: columnsOf(area.widthPx, smallest) }
}

const columnsOf = (areaWidthPx: number, { widthPx }: TileSize): number => Math.max(1, Math.floor((areaWidthPx - gapPx) / (widthPx + gapPx)))
