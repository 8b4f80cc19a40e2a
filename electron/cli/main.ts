import { join } from 'node:path'
import { commands } from './commands'
import { runAsProcess } from './process'

/** Entry of the headless commands. Built to out/main/cli.cjs, beside the tree's resources. */
// The SDK wants newer Node than some desks have; whoever runs this command cannot act on that.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'

runAsProcess({ commands, resourcesPath: join(__dirname, '../../resources') })
