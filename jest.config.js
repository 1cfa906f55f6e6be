/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // One more than CI's cores: many files wait for sockets, processes and timers.
  maxWorkers: 3,
  reporters: ['default', '<rootDir>/test/support/count-reporter.cjs'],
  // What the tests of one file leave in memory slows the next ones down: a large worker is replaced.
  workerIdleMemoryLimit: '700MB',
  // A hung test is to be found, a slow machine is not to be blamed.
  testTimeout: 180_000,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testSequencer: '<rootDir>/test/support/longest-first.cjs',
  globalSetup: '<rootDir>/test/support/global-setup.cjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.cjs',
  setupFiles: ['<rootDir>/test/support/setup.cjs'],
  transform: {
    '\\.[cm]?[jt]s$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  // These packages are published as ES modules only; everything else in node_modules runs as it is.
  transformIgnorePatterns: ['/node_modules/(?!(jose|uuid)/)'],
};
