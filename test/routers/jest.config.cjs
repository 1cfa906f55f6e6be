const usual = require('../../jest.config.js');

/** `npm run test:routers`: the routers that are programs of their own, one after the other. */
module.exports = {
  ...usual,
  rootDir: '../..',
  maxWorkers: 1,
  reporters: ['default'],
  testMatch: ['<rootDir>/test/routers/*.routers.ts'],
  globalSetup: undefined,
};
