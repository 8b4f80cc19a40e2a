/** What the renderer asks of the table: read a filter line, filter, sort. Figures and groups: table-figures.ts. */
export { parseQuery, operators, type Operator, type Query, type QueryError, type QueryTerm } from './query-parse'
export { queryKeys, type QueryKeyHelp } from './query-keys'
export { filterRows } from './table-filter'
export { sortRows } from './table-sort'
