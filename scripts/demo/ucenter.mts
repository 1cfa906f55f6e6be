import { inventPerson } from './person.mts';
import { after, type Chapter, expect, type Scene, type Tour } from './tour.mts';
import { type DemoVerification, sendCode, submit, submitId } from './verification.mts';

/** The SMS code, and the password of every card, that the twin accepts. */
export const rightCode = '123456';

const approved = ['PENDING', 'APPROVED'];

/** ucenter: by records, card and phone; each is decided at once. */
export const ucenterChapter: Chapter = {
  title: "ucenter: against a school's records, by campus card, by phone, through a relative",
  async play(tour) {
    await pollDue(tour, await byImport(tour));
    await byCard(tour);
    const { name, mobileNo, identityNo, outid } = inventPerson();
    await byPhone(tour, mobileNo);
    await tour.scene({
      ...sent(tour, 'WHITELIST', 'verifyByWhitelist', {
        name,
        outid,
        customerCode: '1002',
        password: rightCode,
      }),
      done: 'on the list of a school with cards',
      path: approved,
      check: ({ membership }) => expect('serialNo', membership?.serialNo, outid),
    });
    const child = inventPerson();
    await tour.scene({
      ...sent(tour, 'RELATION', 'verifyByRelation', {
        name,
        identityNo,
        relation: 'FATHER',
        outid: child.outid,
        childName: child.name,
        source: 'ECARD',
        password: rightCode,
      }),
      done: "a pupil's father, by the pupil's card",
      path: approved,
      check: ({ relativeInfo }) => expect('relation', relativeInfo[0]?.relation, 'FATHER'),
    });
  },
};

async function byImport(tour: Tour): Promise<DemoVerification | null> {
  const { name, identityNo, outid } = inventPerson();
  return tour.scene({
    ...sent(tour, 'IMPORT', 'verifyByImport', { name, identityNo, outid, customerCode: '1001' }),
    done: 'in the imported records',
    path: approved,
    check: ({ membership }) => expect('serialNo', membership?.serialNo, outid),
  });
}

/** ucenter identifies a verification by its rnAuthTicket. */
async function pollDue(tour: Tour, verification: DemoVerification | null): Promise<void> {
  const { client } = tour;
  await tour.scene({
    method: 'IMPORT',
    operation: 'refreshVerification',
    done: 'ask ucenter again, without news',
    path: approved,
    act: async () => submitId(client, 'refreshVerification', after(verification).id),
  });
  await tour.scene({
    method: 'IMPORT',
    operation: 'verificationByTicket',
    done: 'find it by its rnAuthTicket',
    path: approved,
    async act() {
      const { id, references } = after(verification);
      const { verificationByTicket: found } = await client.ask<{
        readonly verificationByTicket: { readonly id: string } | null;
      }>('query Find($ticket: String!) { verificationByTicket(rnAuthTicket: $ticket) { id } }', {
        ticket: references.rnAuthTicket,
      });
      expect('verificationByTicket.id', found?.id, id);
      return { id };
    },
  });
}

async function byPhone(tour: Tour, mobileNo: string): Promise<void> {
  await tour.scene({
    method: 'MOBILE',
    operation: 'sendMobileCode',
    done: 'have a code sent, and mistype it',
    path: ['PENDING', 'FAILED'],
    failure: 'WRONG_CREDENTIAL',
    async act() {
      await sendCode(tour.client, 'sendMobileCode', { mobileNo });
      return submit(tour.client, 'verifyByMobile', { mobileNo, code: '654321' });
    },
  });
  await tour.scene({
    ...sent(tour, 'MOBILE', 'verifyByMobile', { mobileNo, code: rightCode }),
    done: 'right SMS code',
    path: approved,
  });
}

async function byCard(tour: Tour): Promise<void> {
  const { name, outid } = inventPerson();
  await tour.scene({
    ...sent(tour, 'ECARD', 'verifyByEcard', { outid, name, password: rightCode }),
    done: 'right card password',
    path: approved,
  });
  await tour.scene({
    ...sent(tour, 'ECARD', 'verifyByEcard', { outid, name, password: '654321' }),
    done: 'wrong card password',
    path: ['PENDING', 'FAILED'],
    failure: 'WRONG_CREDENTIAL',
  });
}

/** A scene that sends one of ucenter's mutations. */
export function sent(
  { client }: Pick<Tour, 'client'>,
  method: string,
  operation: string,
  input: Readonly<Record<string, unknown>>,
): Pick<Scene, 'method' | 'operation' | 'act'> {
  return { method, operation, act: () => submit(client, operation, input) };
}
