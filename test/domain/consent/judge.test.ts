import type { Consent } from '../../../src/domain/consent/consent';
import { type ConsentQuestion, judgeConsents, needsGuardian } from '../../../src/domain/consent/judge';
import { findChild, type KnownChild, type Relative } from '../../../src/domain/consent/relation';
import { numberOf } from '../../e2e/consents/scene';

const now = new Date('2026-03-02T01:00:00.000Z');
const childNo = numberOf('20120601');

const consent = (changes: Partial<Consent>): Consent => ({
  id: 'c',
  guid: 'child',
  purpose: 'default',
  kind: 'GENERAL',
  noticeVersion: 'v1',
  noticeDigest: 'ab'.repeat(32),
  givenBy: 'child',
  relationProof: null,
  givenAt: now,
  withdrawnAt: null,
  redactedAt: null,
  ...changes,
});

const relative: Relative = { realName: '童·试儿', identityNo: null, outid: '150941' };
const person: KnownChild = { realNames: ['童•试儿'], identityNos: [childNo], outids: ['１５０９４１'] };
const guardian = consent({ kind: 'GUARDIAN', givenBy: 'father', relationProof: 'proof' });

const question = (changes: Partial<ConsentQuestion> = {}): ConsentQuestion => ({
  purpose: 'default',
  needs: [],
  guid: 'child',
  identityNo: null,
  person,
  usesFace: false,
  consents: [],
  relations: new Map([['proof', { guid: 'father', relatives: [relative] }]]),
  now,
  ...changes,
});

describe('the judgement on consents', () => {
  it.each([
    ['nothing is needed', {}, []],
    ['the purpose lists GENERAL', { needs: ['GENERAL'] }, ['GENERAL']],
    ['a face is shown', { usesFace: true }, ['SEPARATE']],
    ['both say SEPARATE', { needs: ['SEPARATE'], usesFace: true }, ['SEPARATE']],
    ['a child', { identityNo: childNo }, ['GUARDIAN']],
    [
      'everything',
      { needs: ['GENERAL'], usesFace: true, identityNo: childNo },
      ['GENERAL', 'SEPARATE', 'GUARDIAN'],
    ],
  ] as const)('misses what is needed and not there: %s', (_name, changes, missing) => {
    expect(judgeConsents(question(changes))).toEqual({ missing, restsOn: [] });
    // With everything given it misses nothing, and rests on what is needed alone.
    const consents = [consent({ id: 'g' }), consent({ id: 's', kind: 'SEPARATE' }), guardian];
    const judged = judgeConsents(question({ ...changes, consents }));
    expect(judged.missing).toEqual([]);
    expect(judged.restsOn.map(({ kind }) => kind)).toEqual(missing);
  });

  it.each([
    ['another account', { guid: 'other' }],
    ['another purpose', { purpose: 'payout' }],
    ['another kind', { kind: 'SEPARATE' }],
    ['withdrawn', { withdrawnAt: now }],
    ['redacted', { redactedAt: now }],
  ] as const)('does not count a consent: %s', (_name, changes) => {
    const asked = question({ needs: ['GENERAL'], consents: [consent(changes)] });
    expect(judgeConsents(asked).missing).toEqual(['GENERAL']);
    const beside = [consent(changes), consent({ id: 'live' })];
    expect(judgeConsents({ ...asked, consents: beside }).restsOn.map(({ id }) => id)).toEqual(['live']);
  });

  it.each([
    ['the proof is unknown', {}, { relations: new Map() }],
    ['the proof is of another account', { givenBy: 'stranger' }, {}],
    [
      'the proof shows nobody now',
      {},
      { relations: new Map([['proof', { guid: 'father', relatives: [] }]]) },
    ],
    ['no proof', { relationProof: null }, {}],
    ['the giver is forgotten', { givenBy: null }, {}],
    [
      'the child is its own guardian',
      { givenBy: 'child' },
      { relations: new Map([['proof', { guid: 'child', relatives: [relative] }]]) },
    ],
    ['another name', {}, { person: { ...person, realNames: ['童试他'] } }],
    ['another number at the school', {}, { person: { ...person, outids: ['150942'] } }],
    ['too little is known', {}, { person: { ...person, outids: [] } }],
    ['no name is known', {}, { person: { ...person, realNames: [] } }],
  ] as const)('does not count the consent of a guardian: %s', (_name, changes, asked) => {
    const consents = [{ ...guardian, ...changes }];
    expect(judgeConsents(question({ identityNo: childNo, consents, ...asked })).missing).toEqual([
      'GUARDIAN',
    ]);
  });
});

describe('the age by the number', () => {
  it.each([
    ['20120302', false],
    ['20120303', true],
    ['20260301', true],
    ['19900101', false],
    // A leap day: 14 on 1 March 2026.
    ['20120229', false],
  ])('born on %s, on 2 March 2026 in China: needs a guardian %s', (birthday, needs) => {
    expect(needsGuardian(numberOf(birthday), now)).toBe(needs);
  });

  it('knows the time in China, small letters, and numbers without a birthday', () => {
    const number = numberOf('20120303');
    expect(needsGuardian(number.toLowerCase(), new Date('2026-03-02T15:59:59.999Z'))).toBe(true);
    expect(needsGuardian(number, new Date('2026-03-02T16:00:00.000Z'))).toBe(false);
    expect([null, 'E12345678', '110105491231002'].some((one) => needsGuardian(one, now))).toBe(false);
  });
});

describe('the relation', () => {
  const known = { realNames: ['童试儿'], identityNos: [childNo], outids: ['150941'] };
  const one = (identityNo: string | null, outid: string | null, realName = '童试儿') =>
    findChild([{ realName, identityNo, outid }], known);

  it('goes by the identity number if both are known, otherwise by the number at the school', () => {
    expect(one(childNo, 'another')).toBe('shown');
    expect(one(numberOf('20120602'), '150941')).toBe('contradicted');
    expect(one(null, '150941')).toBe('shown');
    expect(one(null, '150942')).toBe('contradicted');
    expect(one(null, null)).toBe('unknown');
    expect(one(childNo, '150941', '童试他')).toBe('contradicted');
    expect(
      findChild([{ realName: '童试儿', identityNo: childNo, outid: null }], { ...known, identityNos: [] }),
    ).toBe('unknown');
  });

  it('is shown by any one of the relatives', () => {
    const other = { realName: '童试他', identityNo: null, outid: '150942' };
    const right = { realName: '童试儿', identityNo: null, outid: '150941' };
    expect(findChild([other, right], known)).toBe('shown');
    expect(findChild([other], known)).toBe('contradicted');
    expect(findChild([], known)).toBe('contradicted');
  });
});
