import { DemoFault } from './fault.mts';
import { visit } from './page.mts';
import { inventPerson, inventPhoto, type Person } from './person.mts';
import { after, type Chapter, expect, type Tour } from './tour.mts';
import { submitId } from './verification.mts';

/** Our answer to LinkID's query (section 四 of its document). */
interface SourceAnswer {
  readonly status: number;
  readonly body?: {
    readonly data?: { readonly result: boolean; readonly failReason: string; readonly bsn: string } | null;
  };
}

/** This service as LinkID's data source: the sandbox plays LinkID and asks the service about a person. */
export const linkIdSourceChapter: Chapter = {
  title: 'LinkID: it asks the service, as its third-party data source',
  async play(tour) {
    const passed = await tour.scene({
      method: 'LINKID_PHOTO',
      operation: 'POST providers/linkid/source',
      done: 'LinkID asks about a known person',
      path: ['PENDING', 'APPROVED'],
      act: () => askSource(tour, inventPerson()),
    });
    await tour.scene({
      method: 'LINKID_PHOTO',
      operation: 'redactVerification',
      done: 'destroy what that left behind',
      path: ['PENDING', 'APPROVED', 'APPROVED'],
      act: async () => submitId(tour.client, 'redactVerification', after(passed).id),
      check: ({ subject }) => expect('subject.identityNo', subject.identityNo, null),
    });
  },
};

/** Makes the sandbox query the service as LinkID does. The answer's bsn is the verification's id. */
async function askSource(
  { sandbox, service }: Tour,
  { name, identityNo }: Person,
): Promise<{ readonly id: string }> {
  const response = await visit(`${sandbox}/linkid-server/sandbox/ask-source`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      url: `${service}/providers/linkid/source`,
      parameters: { name, certType: '1', certNo: identityNo, face: inventPhoto() },
    }),
  });
  const { status, body } = (await response.json()) as SourceAnswer;
  if (!body?.data) throw new DemoFault(`The service answers LinkID with HTTP ${status}.`);
  expect('the answer to LinkID', body.data.result, true);
  return { id: body.data.bsn };
}
