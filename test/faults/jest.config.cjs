const usual = require('../../jest.config.js');

/** `npm run test:faults`: the long form, one fault after the other; the program was compiled before. */
module.exports = {
  ...usual,
  rootDir: '../..',
  maxWorkers: 1,
  reporters: ['default'],
  testMatch: ['<rootDir>/test/faults/long/*.long.ts'],
  globalSetup: undefined,
};
