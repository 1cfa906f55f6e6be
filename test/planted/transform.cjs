const { join } = require('node:path');
const swc = require('@swc/jest');

const { file, find, becomes } = JSON.parse(process.env.PLANTED_FAULT);
const path = join(__dirname, '../..', file);

/** The usual transform of a source, after a fault was planted in it. */
module.exports = {
  createTransformer(options) {
    const usual = swc.createTransformer(options);
    return {
      ...usual,
      process: (source, name, more) => usual.process(planted(source, name), name, more),
      getCacheKey: (source, name, more) => usual.getCacheKey(planted(source, name), name, more),
    };
  },
};

function planted(source, name) {
  if (name !== path) return source;
  const parts = source.split(find);
  if (parts.length !== 2)
    throw new Error(`${file} has ${parts.length - 1} places for a planted fault: ${find}`);
  return parts.join(becomes);
}
