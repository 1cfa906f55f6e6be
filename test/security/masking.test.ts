import { canaries, canaryPerson, canaryRelative, canarySecrets, capability } from './support/canaries';
import { type Mood, moods } from './support/canary-far-ends';
import { canaryStarts } from './support/canary-inputs';
import { type CanaryService, marker, openCanaryService } from './support/canary-service';
import { tour } from './support/canary-tour';
import { disguisesOf, findCanaries } from './support/disguises';
import { enumValues } from './support/schema-walk';

let service: CanaryService;
const reached = new Set<string>();

beforeAll(async () => {
  service = await openCanaryService();
});
afterAll(() => service.close());

/** Values that no caller sees. The contract shows LinkID's `at`, and the account that an application's record is about. */
const { at: _at, appUserId: _appUserId, ...unshown } = canarySecrets;
const { address: _address, ...plain } = canaryPerson;
const secrets = [plain, canaryRelative, unshown].flatMap((values) => Object.values(values));

/** Every text in an answer, with the place where it stands. */
function textsIn(value: unknown, path = ''): readonly (readonly [path: string, text: string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => textsIn(inner, `${path}.${name}`));
}

/** Texts that hold something of a person, or a secret, in plain. */
function leaksIn(results: readonly unknown[]): readonly string[] {
  return results
    .flatMap((result) => textsIn(result))
    .filter(([, text]) => secrets.some((secret) => text.includes(secret)))
    .map(([path, text]) => `${path}: ${text}`);
}

const methods = enumValues('VerificationMethod');

it('the masking tests cover every method', () => {
  expect(Object.keys(canaryStarts).sort()).toEqual([...methods].sort());
});

describe.each(methods)('the personal data of a verification by %s', (method) => {
  it.each(moods)('is masked everywhere while its provider answers %s', async (mood: Mood) => {
    const before = service.results.length;

    const { statuses } = await tour(service, method, mood);

    for (const status of statuses) reached.add(status);
    expect(leaksIn(service.results.slice(before))).toEqual([]);
  });

  it('is shown in plain text by revealPersonalInfo, so that the other tests search for real values', async () => {
    const { id } = await tour(service, method, 'well');
    const input = { verificationId: id, purpose: 'a test of the masks' };
    const before = service.results.length;

    await service.ask('Mutation.revealPersonalInfo', { input });

    const revealed = leaksIn(service.results.slice(before));
    // An account at LinkID is all that is known there.
    if (method !== 'LINKID_APP') expect(revealed).not.toEqual([]);
  });
});

it('the masking tests reach every status that a provider can lead to', () => {
  // PENDING too: no provider's answer to a start leaves a verification there.
  const ours = ['EXPIRED', 'CANCELED', 'PENDING'];
  expect([...reached].sort()).toEqual(
    enumValues('VerificationStatus')
      .filter((status) => !ours.includes(status))
      .sort(),
  );
});

describe('after all these verifications', () => {
  it('no personal value is in the log, the answers, the metrics or any file, in any encoding', async () => {
    const doors = service.farEnds.doors.map((door) =>
      capability('door', door.slice(door.lastIndexOf('/') + 1)),
    );

    const haystacks = await service.haystacks();

    expect(findCanaries([...canaries, ...doors], haystacks)).toEqual([]);
  });

  it('the search of these tests finds values that are there', async () => {
    const told = { name: 'what is told to everybody', value: 'UNIONPAY_FACE', allowed: [] };
    const logged = { name: 'what is logged', value: marker, allowed: [] };

    const haystacks = await service.haystacks();

    const found = (beginning: string, canary: typeof told) =>
      findCanaries(
        [canary],
        haystacks.filter(({ name }) => name.startsWith(beginning)),
      ).length > 0;
    for (const place of ['the answers', 'the metrics', 'realname.db']) {
      expect([place, found(place, told)]).toEqual([place, true]);
    }
    expect(found('the log', logged)).toBe(true);
    expect(haystacks.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['realname.db', 'realname.db-wal', 'realname.keystore']),
    );
    for (const disguise of Object.values(disguisesOf(canaryPerson.name))) {
      const hidden = { name: 'a file', place: null, bytes: Buffer.concat([Buffer.from('…'), disguise]) };
      expect(findCanaries(canaries, [hidden])).not.toEqual([]);
    }
  });
});
