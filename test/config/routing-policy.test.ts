import { readRoutingPolicy } from '../../src/config/routing';
import { registry } from '../../src/providers/registry';

const methods = registry.flatMap((provider) => provider.methods).map(({ name }) => name);

const read = (file: unknown) =>
  readRoutingPolicy('policy.json', methods, () => (typeof file === 'string' ? file : JSON.stringify(file)));

const faultsOf = (file: unknown): readonly string[] => {
  const found = read(file);
  return found.ok ? [] : found.faults;
};

const campus = {
  name: 'campus',
  version: '3',
  purposes: {
    default: { level: 'LOW' },
    payout: {
      level: 'SUBSTANTIAL',
      allow: ['ONENET_PAGE', 'LINKID_PAGE'],
      budget: 300,
      maxAttempts: 3,
      secondOpinion: false,
      consent: ['GENERAL', 'SEPARATE'],
      ttlSeconds: 3600,
    },
  },
  prices: { MOBILE_OWNER: 30, LINKID_PHOTO: 80 },
  order: ['IMPORT', 'MOBILE_OWNER'],
};

describe('a routing policy', () => {
  it('is read with its purposes, prices and order', () => {
    expect(read(campus)).toMatchObject({
      ok: true,
      policy: {
        name: 'campus/3',
        purposes: {
          default: { level: 'LOW', allow: null, budget: null, maxAttempts: 3, ttlMs: null },
          payout: { level: 'SUBSTANTIAL', budget: 300, consent: ['GENERAL', 'SEPARATE'], ttlMs: 3_600_000 },
        },
        prices: { MOBILE_OWNER: 30, LINKID_PHOTO: 80 },
        order: ['IMPORT', 'MOBILE_OWNER'],
      },
    });
  });

  it('has the built-in purpose default where it names none', () => {
    expect(read({ name: 'iot', version: '1', purposes: { device: { level: 'HIGH' } } })).toMatchObject({
      policy: { purposes: { default: { level: 'LOW' }, device: { level: 'HIGH' } } },
    });
  });

  const payout = (part: object) => ({ ...campus, purposes: { payout: { level: 'LOW', ...part } } });
  it.each([
    ['a file that is not JSON', '{', 'the file is not JSON'],
    ['a list', [], 'the file: '],
    ['a missing name', { ...campus, name: undefined }, 'name: must be text'],
    ['a name with a slash', { ...campus, name: 'a/b' }, 'name: must be 1 to 64'],
    ['an unknown field', { ...campus, prize: {} }, 'the file: Unrecognized key: "prize"'],
    ['an unknown field of a purpose', payout({ lvl: 1 }), 'purposes.payout: Unrecognized key: "lvl"'],
    [
      'a level that does not exist',
      payout({ level: 'SURE' }),
      'purposes.payout.level: must be one of CONTACT',
    ],
    ['the level NONE', payout({ level: 'NONE' }), 'purposes.payout.level: must be one of CONTACT'],
    ['an unknown method', payout({ allow: ['IMPORT', 'POST'] }), 'purposes.payout.allow.1: must be one of'],
    [
      'an empty list of methods',
      payout({ allow: [] }),
      'purposes.payout.allow: must name at least one method',
    ],
    ['a method twice', payout({ allow: ['IMPORT', 'IMPORT'] }), 'purposes.payout.allow: must not name'],
    ['a budget below zero', payout({ budget: -1 }), 'purposes.payout.budget: must be at least 0'],
    ['half a cent', payout({ budget: 0.5 }), 'purposes.payout.budget: must be a whole number'],
    ['no attempts', payout({ maxAttempts: 0 }), 'purposes.payout.maxAttempts: must be at least 1'],
    [
      'words for yes',
      payout({ secondOpinion: 'yes' }),
      'purposes.payout.secondOpinion: must be true or false',
    ],
    [
      'the consent GUARDIAN',
      payout({ consent: ['GUARDIAN'] }),
      'purposes.payout.consent.0: GUARDIAN goes by age',
    ],
    ['an unknown consent', payout({ consent: ['ALL'] }), 'purposes.payout.consent.0: must be one of GENERAL'],
    ['no time at all', payout({ ttlSeconds: 0 }), 'purposes.payout.ttlSeconds: must be at least 1'],
    ['a price of an unknown method', { ...campus, prices: { POST: 1 } }, 'prices: Unrecognized key: "POST"'],
    ['a price as text', { ...campus, prices: { IMPORT: '1' } }, 'prices.IMPORT: must be a whole number'],
    ['an order with an unknown method', { ...campus, order: ['POST'] }, 'order.0: must be one of'],
    [
      'a purpose with a blank in its name',
      { ...campus, purposes: { 'a b': { level: 'LOW' } } },
      'purposes.a b: ',
    ],
  ])('is refused with %s, and the place is named', (_case, file, fault) => {
    expect(faultsOf(file)).toEqual([expect.stringContaining(fault)]);
  });

  it('is refused with every fault at once', () => {
    const faults = faultsOf({ ...payout({ budget: -1, level: 'SURE' }), order: ['POST'] });

    expect(faults).toHaveLength(3);
  });

  it('is refused if the file cannot be read', () => {
    const unreadable = () => {
      throw Object.assign(new Error(), { code: 'ENOENT' });
    };

    expect(readRoutingPolicy('none.json', methods, unreadable)).toEqual({
      ok: false,
      faults: ['the file cannot be read (ENOENT)'],
    });
  });
});
