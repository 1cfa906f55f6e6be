import { openForm, press } from './page.mts';
import { inventMobileNo } from './person.mts';
import type { Chapter, Scene, Tour } from './tour.mts';
import { authUrlOf, submit, submitId } from './verification.mts';

/** OneNET: every decision is a click on its page, and comes as a push. */
export const oneNetChapter: Chapter = {
  title: "OneNET: the person verifies on OneNET's page, the result is pushed",
  async play(tour) {
    await tour.scene({
      ...started(tour),
      done: 'click approve',
      path: ['PENDING', 'AWAITING_USER', 'APPROVED'],
      on: { AWAITING_USER: (verification) => click(authUrlOf(verification), 'Approve') },
    });
    await inspectTwice(tour);
    await cancel(tour);
  },
};

async function inspectTwice(tour: Tour): Promise<void> {
  // authUrl is null once OneNET has answered.
  let page = '';
  await tour.scene({
    ...started(tour),
    done: 'review, approve, fail the second inspection',
    path: ['PENDING', 'AWAITING_USER', 'IN_REVIEW', 'APPROVED', 'REJECTED'],
    failure: 'REVIEW_REJECTED',
    secondInspection: 'FAILED',
    on: {
      async AWAITING_USER(verification) {
        page = authUrlOf(verification);
        await click(page, 'Send to review');
      },
      IN_REVIEW: () => click(page, 'Approve'),
      APPROVED: () => click(page, 'Second inspection: fail'),
    },
  });
}

async function cancel(tour: Tour): Promise<void> {
  let page = '';
  await tour.scene({
    ...started(tour),
    operation: 'cancelVerification',
    done: 'cancel, then approve too late',
    path: ['PENDING', 'AWAITING_USER', 'CANCELED', 'CANCELED'],
    on: {
      async AWAITING_USER(verification) {
        page = authUrlOf(verification);
        await submitId(tour.client, 'cancelVerification', verification.id);
      },
      CANCELED: () => click(page, 'Approve'),
    },
  });
}

function started({ client }: Tour): Pick<Scene, 'method' | 'operation' | 'act'> {
  return {
    method: 'ONENET_PAGE',
    operation: 'startOneNetVerification',
    act: () => submit(client, 'startOneNetVerification', { userId: 38453, phone: inventMobileNo() }),
  };
}

async function click(page: string, word: string): Promise<void> {
  await press(await openForm(page), word);
}
