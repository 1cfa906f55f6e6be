import { openedOnce } from '../../support/closing';
import { compareDocuments } from '../compare';
import { fuzzSeed } from '../fuzz-seed';
import { openScene } from '../scene';

const documents = Number(process.env['FUZZ_DOCUMENTS'] ?? 20_000);

jest.setTimeout(3_600_000);

const scene = openedOnce(openScene);

it(`${documents} random documents have one answer, compiled, interpreted or by graphql-js alone`, async () => {
  const { differences, compiled } = await compareDocuments(await scene(), fuzzSeed(), documents);

  expect(differences).toEqual([]);
  expect(compiled).toBeGreaterThan(documents / 5);
});
