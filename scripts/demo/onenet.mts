import type { DemoClient } from './client.mts';
import { eventHeading, eventLine, eventsOf, withoutGaps } from './events.mts';
import { DemoFault } from './fault.mts';
import { openForm, press } from './page.mts';
import { authUrlOf, type DemoVerification, submit } from './verification.mts';
import type { Walk } from './walk.mts';

const resultQuery = `query Result($id: ID!) {
  verification(id: $id) {
    subject { realName identityNo mobileNo }
    auditInfo { custCertAddr issuingAuthority }
    assurance { level reasons { message } }
  }
}`;

type Part = Readonly<Record<string, string | null>> | null;

interface Result {
  readonly verification: {
    readonly subject: Part;
    readonly auditInfo: Part;
    readonly assurance: { readonly level: string; readonly reasons: readonly { readonly message: string }[] };
  } | null;
}

/** The final statuses that mean that this verification did not succeed. */
const otherEnds: ReadonlySet<string> = new Set([
  'REJECTED',
  'CONFLICT',
  'BLOCKED',
  'FAILED',
  'EXPIRED',
  'CANCELED',
]);

/** OneNET: start, follow over a WebSocket, decide on the page, receive the push as an event. */
export const oneNetWalk: Walk = {
  title: "OneNET: the person verifies on OneNET's page, the result is pushed",
  async run(client, say) {
    const started = await submit(client, 'startOneNetVerification', {
      userId: 38453,
      phone: '15522223333',
    });
    say(`  startOneNetVerification -> Verification ${started.id}`);
    say(eventHeading);
    await followToApproval(client, say, started);
    say('');
    for (const line of await resultLines(client, started.id)) say(line);
  },
};

async function followToApproval(
  client: DemoClient,
  say: (line: string) => void,
  started: DemoVerification,
): Promise<void> {
  for await (const event of withoutGaps(eventsOf(client, started.id))) {
    say(eventLine(event));
    if (event.status === 'APPROVED') return;
    if (otherEnds.has(event.status)) {
      throw new DemoFault(`The verification ended as ${event.status}, not as APPROVED.`);
    }
    if (event.status === 'AWAITING_USER') await approveOnPage(authUrlOf(started), say);
  }
  throw new DemoFault('The subscription ended before the verification was APPROVED.');
}

async function approveOnPage(authUrl: string, say: (line: string) => void): Promise<void> {
  const form = await openForm(authUrl);
  say('  (opened authUrl as a browser would; pressing Approve)');
  await press(form, 'Approve');
}

async function resultLines(client: DemoClient, id: string): Promise<readonly string[]> {
  const { verification } = await client.ask<Result>(resultQuery, { id });
  if (!verification) throw new DemoFault('The verification cannot be read back.');
  const { subject, auditInfo, assurance } = verification;
  const values = [subject, auditInfo].flatMap((part) => Object.entries(part ?? {}));
  return [
    '  APPROVED. The masked data of the person:',
    ...values.map(([name, value]) => `    ${name.padEnd(16)}  ${value ?? '-'}`),
    `  It proves who the person is at the level ${assurance.level}:`,
    ...assurance.reasons.map(({ message }) => `    ${message}`),
  ];
}
