const usual = require('../../jest.config.js');

/** `npm run test:fuzz`: the long form. FUZZ_SEED repeats a run, FUZZ_DOCUMENTS sets its length. */
module.exports = {
  ...usual,
  rootDir: '../..',
  maxWorkers: 1,
  reporters: ['default'],
  testMatch: ['<rootDir>/test/fuzz/long/*.long.ts'],
  globalSetup: undefined,
};
