// What a team would write that has Bulkhead in ESLint and nothing else: the comparison is about us, not about other rules.
import bulkhead from 'eslint-plugin-bulkhead'
import tseslint from 'typescript-eslint'

export default [
  { ignores: ['**/dist/**', '**/build/**', '**/coverage/**', '**/.next/**'] },
  { files: ['**/*.{ts,mts,cts,tsx,js,mjs,cjs,jsx}'], languageOptions: { parser: tseslint.parser }, linterOptions: { reportUnusedDisableDirectives: 'off' } },
  bulkhead.configs.recommended,
]
