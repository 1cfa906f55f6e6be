/**
 * Run by known-operations.test.ts in a process of its own, with --expose-gc: admits many documents, no two of them
 * alike, and prints how many bytes more the process holds after each half of them than it held before.
 */
require('reflect-metadata');
const { schemaFor } = require('../../../dist/app/schema.js');
const { registry } = require('../../../dist/providers/registry.js');
const { Gate } = require('../../../dist/http/graphql/gate.js');
const { serverSettings, serverConfigOf } = require('../../../dist/config/server-limits.js');
const { z } = require('zod');

const [count, kind] = process.argv.slice(2);
const { limits } = serverConfigOf(z.object(serverSettings).parse({}), true);
const { schema } = schemaFor(registry);
const gate = new Gate({
  schema,
  limits,
  introspection: true,
  trusted: null,
  compileAfter: 1,
  now: () => new Date(),
});

const texts = {
  tiny: (n) => `{a${n}:__typename}`,
  compiled: (n) => `{a${n}:verificationMethods{method enabled}}`,
  large: (n) => `{a${n}:verificationMethods{${'method enabled '.repeat(100)}}}`,
  refused: (n) => `{a${n}:nothing}`,
};

function admit(from, to) {
  for (let n = from; n < to; n += 1) {
    const request = {
      query: texts[kind](n),
      documentId: null,
      persisted: null,
      operationName: null,
      variables: {},
    };
    // A document is kept when it comes again.
    for (let use = 0; use < 2; use += 1) {
      const admitted = gate.admit(request);
      if ('args' in admitted) admitted.signedIn();
    }
  }
}

function held() {
  global.gc();
  global.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const half = Number(count) / 2;
admit(0, 200);
const before = held();
admit(200, half);
const afterHalf = held() - before;
admit(half, 2 * half);
const afterAll = held() - before;
process.stdout.write(JSON.stringify({ afterHalf, afterAll }));
