import { startTestApp, type TestApp } from '../support/app';
import { closeAfterEach } from '../support/closing';
import { type EventStream, openEventStream, type StreamRequest } from '../support/event-stream';
import { type FakeOneNet, openFakeOneNet, startAtOneNet } from '../support/fake-onenet';
import { laterPush, pushAccepted, samplePush } from '../support/onenet-push';
import { range, type Update, userVerificationUpdated, verificationUpdated } from '../support/updates';

const opened = closeAfterEach();

// Bursts of pushes take their time on a small machine.

async function scene(): Promise<{ app: TestApp; oneNet: FakeOneNet }> {
  const oneNet = opened.keep(await openFakeOneNet());
  return { oneNet, app: opened.keep(await startTestApp({ env: oneNet.env })) };
}

async function follow(app: TestApp, query: string, request: StreamRequest): Promise<EventStream> {
  return opened.keep(await openEventStream(app.url, query, request));
}

/** The next events of a stream, as many as asked. */
async function nextOf(stream: EventStream, count: number): Promise<Update[]> {
  const updates: Update[] = [];
  while (updates.length < count) {
    const result = await stream.next();
    if (!result?.data) throw new Error(`the stream brought ${JSON.stringify(result)}`);
    updates.push(...(Object.values(result.data) as Update[]));
  }
  return updates;
}

describe.each(['GET', 'POST'] as const)('a subscription over SSE by %s', (method) => {
  it('delivers past events, then new ones', async () => {
    const { app, oneNet } = await scene();
    const started = await startAtOneNet(app, oneNet);
    const stream = await follow(app, verificationUpdated, {
      method,
      variables: { id: started.id, sinceVersion: 0 },
    });

    expect(stream.status).toBe(200);
    expect(stream.contentType).toContain('text/event-stream');
    expect((await nextOf(stream, 2)).map(({ status }) => status)).toEqual(['PENDING', 'AWAITING_USER']);
    await pushAccepted(started.callbackUrl, samplePush(started));
    expect(await nextOf(stream, 1)).toMatchObject([
      { version: 3, status: 'APPROVED', verification: { id: started.id, version: 3, status: 'APPROVED' } },
    ]);
  });

  it('has neither a gap nor a repeat when it connects during a burst of pushes', async () => {
    const { app, oneNet } = await scene();

    for (const round of range(1, 20)) {
      const started = await startAtOneNet(app, oneNet);
      const burst = range(1, 12).map((n) => pushAccepted(started.callbackUrl, laterPush(started, n, '0')));
      await Promise.all(burst.slice(0, round % 12));
      const variables = { id: started.id, sinceVersion: 0 };
      const stream = await openEventStream(app.url, verificationUpdated, { method, variables });
      const updates = await nextOf(stream, 14);
      await Promise.all(burst);
      expect(updates.map(({ version }) => version)).toEqual(range(1, 14));
      await stream.close();
    }
  });

  it('follows the account of the caller that the headers name', async () => {
    const { app, oneNet } = await scene();
    const headers = { 'x-dev-guid': 'account-of-liu', 'x-dev-scopes': 'none' };
    const after = Buffer.from('v1:0').toString('base64url');
    const stream = await follow(app, userVerificationUpdated, { method, variables: { after }, headers });

    await startAtOneNet(app, oneNet, {}, { 'x-dev-guid': 'account-of-ouyang' });
    const started = await startAtOneNet(app, oneNet, {}, headers);

    expect(await nextOf(stream, 2)).toMatchObject([
      { version: 1, verification: { id: started.id } },
      { version: 2, verification: { id: started.id } },
    ]);
  });
});

describe('queries and mutations over SSE', () => {
  it('deliver one result and complete', async () => {
    const { app } = await scene();
    const stream = await follow(app, '{ verificationMethods { method enabled } }', {});

    const first = await stream.next();

    expect(first?.errors).toBeUndefined();
    expect(first?.data?.['verificationMethods']).toContainEqual({ method: 'ONENET_PAGE', enabled: true });
    expect(await stream.next()).toBeNull();
  });

  it('are refused by GET if they are mutations', async () => {
    const { app, oneNet } = await scene();
    const mutation =
      'mutation { startOneNetVerification(input: { userId: 1, phone: "19912340000" }) { verification { id } } }';

    const stream = await follow(app, mutation, { method: 'GET' });

    expect(stream.status).toBe(405);
    expect(oneNet.starts).toEqual([]);
  });

  it('are refused by POST if they are not JSON', async () => {
    const { app, oneNet } = await scene();
    const mutation =
      'mutation { startOneNetVerification(input: { userId: 1, phone: "19912340000" }) { verification { id } } }';

    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { accept: 'text/event-stream', 'content-type': 'text/plain' },
      body: JSON.stringify({ query: mutation }),
    });

    expect(response.status).toBe(415);
    expect(oneNet.starts).toEqual([]);
  });
});
