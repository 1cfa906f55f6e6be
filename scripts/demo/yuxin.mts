import { inventMobileNo, inventPerson, reservedMobileNo } from './person.mts';
import type { Chapter, Scene, Tour } from './tour.mts';
import { submit } from './verification.mts';

/** Yuxin: checks whether name, ID number and phone belong together. */
export const yuxinChapter: Chapter = {
  title: 'Yuxin: whether name, ID number and phone belong together',
  async play(tour) {
    await tour.scene({
      ...asked(tour, inventMobileNo()),
      done: 'they belong together',
      path: ['PENDING', 'APPROVED'],
    });
    await tour.scene({
      ...asked(tour, reservedMobileNo('0001')),
      done: 'they do not belong together',
      path: ['PENDING', 'REJECTED'],
      failure: 'MISMATCH',
    });
  },
};

function asked({ client }: Tour, mobileNo: string): Pick<Scene, 'method' | 'operation' | 'act'> {
  const { name, identityNo } = inventPerson();
  return {
    method: 'MOBILE_OWNER',
    operation: 'verifyMobileOwner',
    act: () => submit(client, 'verifyMobileOwner', { idCard: identityNo, userName: name, mobileNo }),
  };
}
