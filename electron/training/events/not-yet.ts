/** Kinds of the scenario format that no operation served today could show: refused, with words that say so. */
export const notYetKinds: Readonly<Record<string, string>> = {
  'probe.down': 'nothing serves the tenants\' own health pages yet, so nobody could see it; app.errors-high and app.latency-high show through alarms',
  'app.refresh': 'only DescribeInstanceRefreshes shows a rolling refresh, and the training fleet does not answer it yet; app.instance-fails shows machines being replaced',
}
