/** Kinds of the scenario format that no operation served today could show: refused, with words that say so. */
export const notYetKinds: Readonly<Record<string, string>> = {
  'app.refresh': 'only DescribeInstanceRefreshes shows a rolling refresh, and the training fleet does not answer it yet; app.instance-fails shows machines being replaced',
}
