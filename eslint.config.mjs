import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

// Where the world is touched. Everywhere else clock, random, files, network and timers come in as parameters.
const adapters = [
  'graph/ledger/sqlite/**',
  'graph/store/sqlite/**',
  'graph/store/neo4j/**',
  'graph/flow/snapshot-file.ts',
  'graph/secret/secrets.ts',
  'ingest/connectors/**',
  'ingest/protocols/**',
  'ingest/person-key-file.ts',
  'ingest/pipeline-worker.ts',
  'queries/print-schema.ts',
  'src/**',
  'examples/**',
  'test/**',
  'tools/**',
  'bin/**',
  '**/*.test.ts',
  '*.mjs',
  '.*.mjs',
];

const builtin = (/** @type {string[]} */ ...names) => names.flatMap((name) => [name, `node:${name}`]);
const worldModules = builtin(
  'fs',
  'fs/promises',
  'net',
  'tls',
  'http',
  'https',
  'dgram',
  'dns',
  'timers',
  'timers/promises',
);

const worldCalls = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Take a clock as a parameter.',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Take a clock as a parameter.' },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Take a source of randomness as a parameter.',
  },
  {
    selector: 'CallExpression[callee.name=/^set(Timeout|Interval|Immediate)$/]',
    message: 'Take a timer as a parameter.',
  },
];

const statements = [
  {
    selector:
      'CallExpression[callee.property.name=/^(prepare|exec|run)$/] > TemplateLiteral.arguments:first-child[expressions.length>0]',
    message: 'A statement is a constant with parameters, never text put together.',
  },
  {
    selector:
      "CallExpression[callee.property.name=/^(prepare|exec|run)$/] > BinaryExpression.arguments:first-child[operator='+']",
    message: 'A statement is a constant with parameters, never text put together.',
  },
];

const cypher = [
  {
    selector: 'TemplateLiteral[expressions.length>0]',
    message: 'No text is put together here: a statement is a constant with parameters.',
  },
  {
    selector:
      "BinaryExpression[operator='+']:matches([left.type=/Literal$/], [right.type=/Literal$/]):not([left.type='Literal'][left.raw=/^[0-9]/], [right.type='Literal'][right.raw=/^[0-9]/])",
    message: 'No text is put together here: a statement is a constant with parameters.',
  },
];

export default defineConfig(
  globalIgnores([
    'node_modules',
    '.tsbuild',
    'data',
    '*/**/cases/**',
    '*/**/broken/**',
    'examples/plant/out',
    'examples/plant/excerpt',
  ]),
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      // Typed arrays and tuples are read inside known bounds; the compiler's noUncheckedIndexedAccess asks for the mark.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      // What is taken out of an object to leave the rest.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', ...worldCalls, ...statements],
      'no-restricted-imports': [
        'error',
        { paths: worldModules.map((name) => ({ name, message: 'Only adapters touch the world.' })) },
      ],
    },
  },
  { files: adapters, rules: { 'no-restricted-syntax': ['error', ...statements], 'no-restricted-imports': 'off' } },
  {
    files: ['graph/store/neo4j/**'],
    ignores: ['**/*.test.ts'],
    // Sessions and settings are interfaces in the driver's documentation and classes in its types.
    rules: {
      'no-restricted-syntax': ['error', ...statements, ...cypher],
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  {
    files: ['graph/model/**'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['node:*'], message: 'The model is independent of any platform.' }] },
      ],
    },
  },
  {
    files: ['queries/**/*.ts'],
    // A GraphQL input or object type is a class with decorators and nothing else, and its values are plain data; resolvers
    // are made by the container.
    rules: {
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  {
    files: ['**/*.mjs'],
    // Casts in JSDoc are seen by the compiler, not by this rule.
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts'],
    // Matchers such as expect.objectContaining are typed as any.
    rules: {
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  {
    files: ['test/api/**'],
    // An answer has the shape that its document asks for.
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
