/** The part of AWS that a Region belongs to, as its ARNs begin: nothing of one partition is known in another. */
export const partitionOf = (region: string): 'aws' | 'aws-cn' | 'aws-us-gov' => (region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws')
