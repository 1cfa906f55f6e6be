const usual = require('../../jest.config.js');

const [[files, [, options]]] = Object.entries(usual.transform);

/** For the tests of one exploit, on sources without its defence. */
module.exports = {
  ...usual,
  rootDir: '../..',
  reporters: [],
  globalSetup: undefined,
  transform: { [files]: ['<rootDir>/test/planted/transform.cjs', options] },
};
