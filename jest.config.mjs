/** @type {import('jest').Config} */
export default {
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/.tsbuild/'],
  modulePathIgnorePatterns: ['/.tsbuild/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': './tools/jest-transform.ts' },
  testEnvironment: 'node',
  injectGlobals: false,
  watchman: false,
  maxWorkers: 2,
  // No test asserts how long something takes; this only ends one that hangs.
  testTimeout: 120_000,
  cacheDirectory: 'node_modules/.cache/jest',
  reporters: ['default', './tools/closing-line.ts'],
};
