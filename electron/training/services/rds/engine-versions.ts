import { versionsOf, type EngineVersion } from '../../deeds/engine-versions'
import { engines, type Engine } from '../../world/fleet-model'
import { list, type Tree } from '../../wire/tree'
import { answered, operation } from '../operation'
import { pageFrom } from '../paging'
import { readFilters, readPage } from './markers'

/** What each version may become. */
export const describeDbEngineVersions = operation('rds', ({ input }) => {
  const { after, size } = readPage(input, 'engine-versions')
  readFilters(input, ['db-parameter-group-family', 'engine', 'engine-mode', 'engine-version', 'status'])
  const engine = input.text('Engine')
  const version = input.text('EngineVersion')
  const wanted = engines.filter((each) => engine === undefined || each === engine).flatMap((each) => versionsOf(each).filter(({ version: own, major }) => version === undefined || own === version || major === version).map((own) => versionTree(each, own)))
  const page = pageFrom('engine-versions', wanted, after, size)
  return answered({ Marker: page.next, DBEngineVersions: list(page.items, 'DBEngineVersion') })
})

const versionTree = (engine: Engine, { version, major, targets }: EngineVersion): Tree => ({
  Engine: engine,
  EngineVersion: version,
  MajorEngineVersion: major,
  DBParameterGroupFamily: `${engine}${engine === 'oracle-ee' ? '-' : ''}${major}`,
  DBEngineDescription: engine,
  DBEngineVersionDescription: `${engine} ${version}`,
  ValidUpgradeTarget: list(targets.map((target) => ({ Engine: engine, EngineVersion: target.version, Description: `${engine} ${target.version}`, AutoUpgrade: false, IsMajorVersionUpgrade: target.isMajor })), 'UpgradeTarget'),
  SupportsLogExportsToCloudwatchLogs: true,
  SupportsReadReplica: true,
  Status: 'available',
})
