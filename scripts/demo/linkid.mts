import { DemoFault } from './fault.mts';
import { openForm, pressAway, redirectOf } from './page.mts';
import { inventPerson, inventPhoto, type Person } from './person.mts';
import { type Chapter, expect, type Scene, type Tour } from './tour.mts';
import { authUrlOf, type DemoVerification, submit } from './verification.mts';

/** An application's address for the person's return. No server listens there, and the demo never opens it. */
export const applicationUrl = 'http://localhost:9/verified';

/** LinkID: on an identity source's page, and by photo. */
export const linkIdChapter: Chapter = {
  title: "LinkID: on an identity source's page and back, and by photo",
  async play(tour) {
    await tour.scene({
      ...started(tour),
      done: 'pass on the page, come back',
      path: ['PENDING', 'AWAITING_USER', 'APPROVED'],
      on: { AWAITING_USER: (verification) => comeBack(verification, 'Pass', 'APPROVED') },
    });
    await tour.scene({
      ...started(tour),
      done: 'fail on the page, come back',
      path: ['PENDING', 'AWAITING_USER', 'REJECTED'],
      failure: 'MISMATCH',
      on: { AWAITING_USER: (verification) => comeBack(verification, 'Fail', 'REJECTED') },
    });
    await tour.scene({
      ...started(tour),
      operation: 'completeLinkIdVerification',
      done: 'pass on the page, catch at by hand',
      path: ['PENDING', 'AWAITING_USER', 'APPROVED'],
      on: { AWAITING_USER: (verification) => completeByHand(tour, verification) },
    });
    const person = inventPerson();
    await tour.scene({
      ...shown(tour, person),
      done: 'photo and person agree',
      path: ['PENDING', 'APPROVED'],
    });
    await tour.scene({
      ...shown(tour, { ...person, name: '沙箱失败' }),
      done: 'photo and person differ',
      path: ['PENDING', 'REJECTED'],
      failure: 'MISMATCH',
    });
  },
};

function started({ client }: Tour): Pick<Scene, 'method' | 'operation' | 'act'> {
  const operation = 'startLinkIdVerification';
  const input = { ...certificateOf(inventPerson()), redirectUri: applicationUrl };
  return { method: 'LINKID_PAGE', operation, act: () => submit(client, operation, input) };
}

function shown({ client }: Tour, person: Person): Pick<Scene, 'method' | 'operation' | 'act'> {
  const operation = 'verifyLinkIdPhoto';
  const input = { ...certificateOf(person), idPicture: inventPhoto() };
  return { method: 'LINKID_PHOTO', operation, act: () => submit(client, operation, input) };
}

function certificateOf({ name, identityNo }: Person): Readonly<Record<string, string>> {
  return { name, certType: 'RESIDENT_ID_CARD', certNo: identityNo };
}

/** Follows the browser's path: the page, the service's return address, and the redirect to the application. */
async function comeBack(verification: DemoVerification, word: string, status: string): Promise<void> {
  const returnAddress = await leavePage(verification, word);
  const end = new URL(await redirectOf(returnAddress));
  expect('the address in the end', `${end.origin}${end.pathname}`, applicationUrl);
  expect('verificationId in that address', end.searchParams.get('verificationId'), verification.id);
  expect('status in that address', end.searchParams.get('status'), status);
}

async function completeByHand({ client }: Tour, verification: DemoVerification): Promise<void> {
  const at = new URL(await leavePage(verification, 'Pass')).searchParams.get('at');
  if (at === null) throw new DemoFault("LinkID's page does not redirect with the parameter at.");
  await submit(client, 'completeLinkIdVerification', { verificationId: verification.id, at });
}

async function leavePage(verification: DemoVerification, word: string): Promise<string> {
  return pressAway(await openForm(authUrlOf(verification)), word);
}
