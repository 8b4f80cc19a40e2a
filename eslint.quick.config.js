import tseslint from 'typescript-eslint'
import whole from './eslint.config.js'

/** The rules that need no types: a first `npm run check` would otherwise read every type twice, once here and once in the compiler. */
export default tseslint.config(...whole, { files: ['**/*.{ts,tsx}'], ...tseslint.configs.disableTypeChecked, languageOptions: { parserOptions: { projectService: false } } })
