import tseslint from 'typescript-eslint'

const rawTime = [
  { name: 'setTimeout', message: 'Wait through the Timers port.' },
  { name: 'setInterval', message: 'Wait through the Timers port.' },
  { name: 'setImmediate', message: 'Wait through the Timers port.' },
]

const ambient = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Read time through the Clock port.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Read time through the Clock port.' },
  { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: 'Chance comes through the Ids port.' },
]

const aws = { group: ['@aws-sdk/*', '@smithy/*'], message: 'AWS clients live in electron/adapters/aws only.' }
const ipc = { name: 'electron', importNames: ['ipcMain', 'ipcRenderer'], message: 'IPC lives in electron/ipc and electron/preload only.' }

/** The rules that need no types. Those that do stand in .oxlintrc.json: the native compiler answers them in a tenth of the time (decision 0043). */
export default tseslint.config(
  { ignores: ['out/', 'dist/', 'node_modules/', 'test-results/'] },
  ...tseslint.configs.recommended,
  {
    files: ['{electron,renderer,shared,test}/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'no-console': 'error',
    },
  },
  {
    files: ['electron/**/*.ts', 'renderer/**/*.{ts,tsx}', 'shared/**/*.ts'],
    ignores: ['electron/adapters/system/**', 'renderer/system/browser-time.ts'],
    rules: { 'no-restricted-globals': ['error', ...rawTime], 'no-restricted-syntax': ['error', ...ambient] },
  },
  {
    files: ['electron/**/*.ts'],
    ignores: ['electron/adapters/aws/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [aws], paths: [ipc] }] },
  },
  { files: ['electron/ipc/**/*.ts', 'electron/preload/**/*.ts'], rules: { 'no-restricted-imports': ['error', { patterns: [aws] }] } },
  {
    files: ['shared/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [aws, { regex: '^(node:|electron|react|#electron|.*/electron/|.*/renderer/)', message: 'shared is pure: no Node, Electron, React or other zone.' }] },
      ],
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [aws, { regex: '^(node:|electron$|#electron|.*/electron/|zod)', message: 'The renderer sees no Node, Electron, AWS or zod.' }] },
      ],
    },
  },
  {
    files: ['scripts/**/*.mjs', '*.config.js', '*.config.ts'],
    rules: { 'no-console': 'off' },
  },
  // CommonJS where Electron itself loads the file.
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
)
