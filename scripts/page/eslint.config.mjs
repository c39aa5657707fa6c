// What a browser from about 2021 reads (Chrome 95, Safari 16.4, Firefox 114) is ES2022; newer words are mistakes here.
import js from '@eslint/js';
import globals from 'globals';

const strict = {
  eqeqeq: 'error',
  'no-restricted-globals': ['error', 'event', 'name', 'status', 'top', 'parent'],
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
  'no-duplicate-imports': 'error',
  'no-nested-ternary': 'error',
  'no-unused-expressions': ['error', { allowShortCircuit: true }],
  'max-lines': ['error', 400],
};

export default [
  js.configs.recommended,
  {
    files: ['scripts/page/**/*.js'],
    languageOptions: { ecmaVersion: 2022, sourceType: 'module', globals: { ...globals.browser, ...globals.worker } },
    rules: strict,
  },
  {
    files: ['scripts/**/*.mjs', 'tests/**/*.mjs'],
    languageOptions: { ecmaVersion: 'latest', sourceType: 'module', globals: { ...globals.node, ...globals.browser } },
    rules: { ...strict, 'no-restricted-globals': 'off' },
  },
];
