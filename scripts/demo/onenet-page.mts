import { DemoFault } from './fault.mts';
import { openForm, press } from './page.mts';
import { inventMobileNo } from './person.mts';
import type { Chapter, Scene, Tour } from './tour.mts';
import { submit, submitId } from './verification.mts';

/** OneNET: every decision is a click on its page, and comes as a push. */
export const oneNetChapter: Chapter = {
  title: "OneNET: the person verifies on OneNET's page, the result is pushed",
  async play(tour) {
    await tour.scene({
      ...started(tour),
      done: 'click approve',
      path: ['PENDING', 'AWAITING_USER', 'APPROVED'],
      on: clicks({ AWAITING_USER: 'Approve' }),
    });
    await tour.scene({
      ...started(tour),
      done: 'review, approve, fail the second inspection',
      path: ['PENDING', 'AWAITING_USER', 'IN_REVIEW', 'APPROVED', 'REJECTED'],
      failure: 'REVIEW_REJECTED',
      secondInspection: 'FAILED',
      on: clicks({
        AWAITING_USER: 'Send to review',
        IN_REVIEW: 'Approve',
        APPROVED: 'Second inspection: fail',
      }),
    });
    const page = clicks({ AWAITING_USER: '', CANCELED: 'Approve' });
    await tour.scene({
      ...started(tour),
      operation: 'cancelVerification',
      done: 'cancel, then approve too late',
      path: ['PENDING', 'AWAITING_USER', 'CANCELED', 'CANCELED'],
      on: {
        ...page,
        async AWAITING_USER(verification) {
          await page['AWAITING_USER']?.(verification);
          await submitId(tour.client, 'cancelVerification', verification.id);
        },
      },
    });
  },
};

function started({ client }: Tour): Pick<Scene, 'method' | 'operation' | 'act'> {
  return {
    method: 'ONENET_PAGE',
    operation: 'startOneNetVerification',
    act: () => submit(client, 'startOneNetVerification', { userId: 38453, phone: inventMobileNo() }),
  };
}
