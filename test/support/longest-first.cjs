const { relative } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/** Suites that take longest, in this order: at the end of a run no worker should wait for one that began late. */
const longest = [
  'test/bench/',
  'test/storage/postgres-store.test.ts',
  'test/examples/',
  'test/faults/short',
  'test/security/guessing.test.ts',
  'test/security/masking.test.ts',
  'test/process/',
  'test/storage/',
  'test/log/attacks.test.ts',
  'test/fuzz/',
  'test/security/',
  'test/cli/',
  'test/faults/',
];

/** Jest knows how long each file took the last time; on a fresh checkout it would go by the size of the files. */
class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted;
    const rank = ({ path, context }) => {
      const file = relative(context.config.rootDir, path).replaceAll('\\', '/');
      const place = longest.findIndex((beginning) => file.startsWith(beginning));
      return place === -1 ? longest.length : place;
    };
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}

module.exports = LongestFirst;
