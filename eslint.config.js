import js from '@eslint/js'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

/** Where values of type `any` may be used as what they are known to be. */
const UNTYPED = Object.fromEntries(
  ['assignment', 'argument', 'call', 'member-access', 'return'].map(use => [`@typescript-eslint/no-unsafe-${use}`, 'off']),
)

/** How this house is written. What code does to a backend is Bulkhead's own business: `npm run check:self`. */
export default defineConfig(
  { ignores: ['**/dist/', '**/node_modules/', '**/.cache/', 'coverage/', 'fixtures/', 'docs/'] },
  js.configs.recommended,
  {
    rules: {
      // Terminal output is cleaned of control characters, and they have to be named for that.
      'no-control-regex': 'off',
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.tests.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      // `const { gone: _, ...rest }` says that something is left out.
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' }],
      // An interface that promises is kept by those who have nothing to wait for as well.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-expressions': ['error', { allowShortCircuit: true, allowTernary: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', {
        selector: ':matches(Program, Program > ExportNamedDeclaration) > VariableDeclaration[kind=/^(let|var)$/]',
        message: 'State of a module outlives a check and leaks from one repository into the next. Hand it over as an argument.',
      }],
    },
  },
  {
    // The syntax tree comes from outside and is typed nowhere else; what leaves this package is typed throughout.
    files: ['packages/facts/src/**'],
    rules: UNTYPED,
  },
  {
    // Libraries are loaded by their name, many without types, and take whatever they take.
    files: ['packages/models/proofs/**'],
    rules: { ...UNTYPED, '@typescript-eslint/no-explicit-any': 'off' },
  },
  {
    files: ['**/test/**/*.ts'],
    rules: { ...UNTYPED, 'max-lines': 'off', 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly', performance: 'readonly' } },
  },
)
