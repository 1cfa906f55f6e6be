import { openedOnce } from '../support/closing';
import { compareDocuments } from './compare';
import { fuzzSeed } from './fuzz-seed';
import { openScene } from './scene';

// The short form; `npm run test:fuzz` is the long one.
const documents = 500;

jest.setTimeout(300_000);

const scene = openedOnce(openScene);

describe('random documents of the schema', () => {
  it(`have one answer, compiled, interpreted or by graphql-js alone: ${documents} of them`, async () => {
    const { differences, compiled } = await compareDocuments(await scene(), fuzzSeed(), documents);

    expect(differences).toEqual([]);
    expect(compiled).toBeGreaterThan(documents / 5);
  });
});
