import { inventPerson, reservedOutid } from './person.mts';
import { after, type Chapter, expect } from './tour.mts';
import { rightCode, sent } from './ucenter.mts';
import { type DemoVerification, previewDigestOf, sendCode, submit } from './verification.mts';

/** ucenter: two accounts claim one identity, and one of them takes over the other's. */
export const conflictChapter: Chapter = {
  title: 'ucenter: two accounts (header x-dev-guid) claim one identity',
  async play(tour) {
    const { name, identityNo, outid } = inventPerson();
    const other = { client: tour.client.as(tour.otherGuid) };
    const person = { name, identityNo, outid };
    await tour.scene({
      ...sent(other, 'IMPORT', 'verifyByImport', person),
      done: 'the other account is first',
      path: ['PENDING', 'APPROVED'],
    });
    const conflict = await tour.scene({
      ...sent(tour, 'IMPORT', 'verifyByImport', person),
      done: 'this account claims the same identity',
      path: ['PENDING', 'CONFLICT'],
      check({ conflict }) {
        expect('conflict.guid', conflict?.guid, tour.otherGuid);
        expect('conflict.mergeable', conflict?.mergeable, true);
      },
    });
    const merging = (code: string) => ({
      method: 'IMPORT',
      operation: 'mergeAccount',
      act: async (): Promise<DemoVerification> => {
        const { id: verificationId } = after(conflict);
        const previewDigest = await previewDigestOf(tour.client, verificationId);
        const input = { verificationId, code, previewDigest, confirmIrreversible: true };
        return submit(tour.client, 'mergeAccount', input);
      },
    });
    await tour.scene({
      ...merging('654321'),
      operation: 'sendMergeCode',
      done: 'have a code sent, and mistype it',
      path: ['PENDING', 'CONFLICT', 'PENDING', 'CONFLICT'],
      failure: 'WRONG_CREDENTIAL',
      async act() {
        await sendCode(tour.client, 'sendMergeCode', { verificationId: after(conflict).id });
        return merging('654321').act();
      },
    });
    await tour.scene({
      ...merging(rightCode),
      done: 'right SMS code',
      path: ['PENDING', 'CONFLICT', 'PENDING', 'CONFLICT', 'PENDING', 'APPROVED'],
      check: ({ conflict }) => expect('conflict', conflict, null),
    });
    await tour.scene({
      ...sent(tour, 'IMPORT', 'verifyByImport', { ...person, outid: reservedOutid('0410') }),
      done: 'held by an account that cannot be merged',
      path: ['PENDING', 'BLOCKED'],
      failure: 'IDENTITY_TAKEN',
    });
  },
};
