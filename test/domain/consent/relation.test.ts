import { type RelationEvidence, relativesShownBy } from '../../../src/domain/consent/relation';
import { Secret } from '../../../src/domain/privacy/secret';
import { inventedSchool } from '../../graphql/invented';

const inInput = { realName: '童试儿', identityNo: null, outid: '150941' };
const approved: RelationEvidence = {
  method: 'RELATION',
  status: 'APPROVED',
  redactedAt: null,
  movedAt: null,
  environment: 'LIVE',
  verdictBy: 'PROVIDER',
  personal: { memo: Secret.of({ school: { relative: inInput } }) },
};
const shownBy = (changes: Partial<RelationEvidence>, countsSandbox = false) =>
  relativesShownBy({ ...approved, ...changes }, countsSandbox);

describe('the relatives that a verification shows', () => {
  it('are those that ucenter names, otherwise the one of the input that it approved', () => {
    expect(shownBy({})).toEqual([inInput]);
    const [named] = inventedSchool.relativeInfo;
    const school = Secret.of({ ...inventedSchool, relativeInfo: named ? [named] : [] });
    const { realName, identityNo, outid } = named ?? {};
    expect(shownBy({ personal: { ...approved.personal, school } })).toEqual([
      { realName, identityNo, outid },
    ]);
  });

  it.each<Partial<RelationEvidence>>([
    { method: 'IMPORT' },
    { status: 'PENDING' },
    { status: 'REJECTED' },
    { redactedAt: new Date() },
    { movedAt: new Date() },
    { personal: {} },
  ])('are none for %o', (changes) => {
    expect(shownBy(changes)).toEqual([]);
  });

  it('are none if staff approved it: no source has confirmed the relation', () => {
    expect(shownBy({ verdictBy: 'STAFF' })).toEqual([]);
  });

  it('count in the sandbox only where the sandbox counts, which is AUTH_MODE=dev', () => {
    expect(shownBy({ environment: 'SANDBOX' })).toEqual([]);
    expect(shownBy({ environment: 'SANDBOX' }, true)).toEqual([inInput]);
  });
});
