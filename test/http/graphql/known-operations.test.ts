import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { loadConfig } from '../../../src/config/config';
import { type Admitted, Gate } from '../../../src/http/graphql/gate';
import { ownSchema } from '../../support/schema';

jest.setTimeout(300_000);

const run = promisify(execFile);
const script = join(__dirname, 'many-documents.cjs');
const mebibyte = 1024 * 1024;

function scene({ compileAfter = 3 } = {}) {
  let time = Date.parse('2026-06-01T08:00:00.000Z');
  const gate = new Gate({
    schema: ownSchema().schema,
    limits: loadConfig({}).server.limits,
    introspection: true,
    trusted: null,
    compileAfter,
    now: () => new Date(time),
  });
  const admit = (query: string): Admitted => {
    const admitted = gate.admit({
      query,
      documentId: null,
      persisted: null,
      operationName: null,
      variables: {},
    });
    if (!('args' in admitted)) throw new Error(admitted.map(({ message }) => message).join());
    return admitted;
  };
  return {
    admit,
    wait(ms: number) {
      time += ms;
    },
  };
}

const methods = '{ verificationMethods { method } }';

describe('the cache of known documents', () => {
  it.each([
    ['of a few bytes', 'tiny', 12_000, 40],
    ['that are compiled', 'compiled', 7000, 64],
    ['that are refused', 'refused', 3000, 8],
  ])(
    'has bounded memory under a stream of different documents: documents %s',
    async (_what, kind, count, most) => {
      const { stdout } = await run(process.execPath, ['--expose-gc', script, String(count), kind]);
      const { afterHalf, afterAll } = JSON.parse(stdout) as { afterHalf: number; afterAll: number };

      expect(afterAll).toBeLessThan(most * mebibyte);
      expect(afterAll - afterHalf).toBeLessThan(4 * mebibyte);
    },
  );

  it('is not evicted by callers without a token while signed-in callers use it', () => {
    const { admit } = scene();
    const twice = (query: string) => {
      admit(query);
      return admit(query);
    };
    const kept = twice(methods).signedIn();
    const passing = twice('{ first: __typename }').args;
    expect(admit('{ first: __typename }').args.document).toBe(passing.document);

    for (let n = 0; n < 2000; n += 1) twice(`{ a${n}: __typename }`);

    expect(admit(methods).args.document).toBe(kept.document);
    expect(admit('{ first: __typename }').args.document).not.toBe(passing.document);
  });
});

describe('an operation is compiled', () => {
  it('once signed-in callers use it often enough within a minute', () => {
    const { admit, wait } = scene();
    const compiled = () => admit(methods).signedIn().compiled !== null;

    expect([compiled(), compiled()]).toEqual([false, false]);
    wait(60_001);
    expect([compiled(), compiled()]).toEqual([false, false]);
    wait(59_000);
    expect(compiled()).toBe(true);
  });

  it('never because of callers without a token', () => {
    const { admit } = scene();
    for (let n = 0; n < 10; n += 1) admit(methods);

    expect(admit(methods).args.compiled).toBeNull();
    expect(admit(methods).signedIn().compiled).toBeNull();
  });

  it('for every caller, once it is', () => {
    const { admit } = scene({ compileAfter: 1 });
    const { compiled } = admit(methods).signedIn();

    expect(compiled).not.toBeNull();
    expect(admit(methods).args.compiled).toBe(compiled);
  });
});
