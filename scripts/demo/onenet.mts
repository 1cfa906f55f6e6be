import type { DemoClient } from './client.mts';
import { type DemoEvent, eventFields, eventHeading, eventLine, withoutGaps } from './events.mts';
import { DemoFault } from './fault.mts';
import { openForm, press } from './page.mts';
import type { Walk } from './walk.mts';

const startMutation = `mutation Start($input: StartOneNetVerificationInput!) {
  startOneNetVerification(input: $input) {
    verification { id authUrl }
    inputErrors { path message }
  }
}`;

const followSubscription = `subscription Follow($id: ID!) {
  verificationUpdated(id: $id, sinceVersion: 0) { ${eventFields} }
}`;

const resultQuery = `query Result($id: ID!) {
  verification(id: $id) {
    subject { realName identityNo mobileNo }
    auditInfo { custCertAddr issuingAuthority }
  }
}`;

interface Started {
  readonly startOneNetVerification: {
    readonly verification: { readonly id: string; readonly authUrl: string | null } | null;
    readonly inputErrors: readonly { readonly path: readonly string[]; readonly message: string }[];
  };
}

interface Followed {
  readonly verificationUpdated: DemoEvent;
}

interface Result {
  readonly verification: Readonly<Record<string, Readonly<Record<string, string | null>> | null>> | null;
}

/** The states in which this verification can end other than well. */
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
    const { id, authUrl } = await start(client);
    say(`  startOneNetVerification -> Verification ${id}`);
    say(eventHeading);
    await followToApproval(client, say, id, authUrl);
    say('');
    for (const line of await resultLines(client, id)) say(line);
  },
};

async function start(client: DemoClient): Promise<{ id: string; authUrl: string | null }> {
  const { startOneNetVerification: payload } = await client.ask<Started>(startMutation, {
    input: { userId: 38453, phone: '15522223333' },
  });
  if (payload.verification) return payload.verification;
  const faults = payload.inputErrors.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new DemoFault(`The service did not accept the request: ${faults.join(' ')}`);
}

async function followToApproval(
  client: DemoClient,
  say: (line: string) => void,
  id: string,
  authUrl: string | null,
): Promise<void> {
  for await (const event of withoutGaps(events(client, id))) {
    say(eventLine(event));
    if (event.status === 'APPROVED') return;
    if (otherEnds.has(event.status)) {
      throw new DemoFault(`The verification ended as ${event.status}, not as APPROVED.`);
    }
    if (event.status === 'AWAITING_USER') await approveOnPage(authUrl, say);
  }
  throw new DemoFault('The subscription ended before the verification was APPROVED.');
}

async function* events(client: DemoClient, id: string): AsyncGenerator<DemoEvent, void, undefined> {
  const results = client.follow<Followed>(followSubscription, { id });
  for await (const { verificationUpdated } of results) yield verificationUpdated;
}

async function approveOnPage(authUrl: string | null, say: (line: string) => void): Promise<void> {
  if (authUrl === null) throw new DemoFault('The verification waits for the person but has no authUrl.');
  const form = await openForm(authUrl);
  say('  (opened authUrl as a browser would; pressing Approve)');
  await press(form, 'Approve');
}

async function resultLines(client: DemoClient, id: string): Promise<readonly string[]> {
  const { verification } = await client.ask<Result>(resultQuery, { id });
  if (!verification) throw new DemoFault('The verification cannot be read back.');
  const values = Object.values(verification).flatMap((part) => Object.entries(part ?? {}));
  return [
    '  APPROVED. What may be shown of the person, masked:',
    ...values.map(([name, value]) => `    ${name.padEnd(16)}  ${value ?? '-'}`),
  ];
}
