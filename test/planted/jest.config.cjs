const usual = require('../../jest.config.js');

/** `npm run test:planted`: every exploit with its defence taken out; the program was compiled before. */
module.exports = {
  ...usual,
  rootDir: '../..',
  maxWorkers: 1,
  reporters: ['default'],
  testMatch: ['<rootDir>/test/planted/long/*.long.ts'],
  globalSetup: undefined,
};
