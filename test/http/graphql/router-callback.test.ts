import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startTestApp, type TestApp } from '../../support/app';
import { callbackWish, openCallbackRouter } from '../../support/callback-router';
import { closeAfterEach } from '../../support/closing';
import { openFakeOneNet, type StartedAtOneNet, startAtOneNet } from '../../support/fake-onenet';
import { openIdentityProvider } from '../../support/identity-provider';
import { pushAccepted, samplePush } from '../../support/onenet-push';

const verifier = 'a-verifier-nobody-else-knows';
const query = 'subscription ($id: ID!) { verificationUpdated(id: $id, sinceVersion: 0) { version status } }';

function wish(callbackUrl: string, id: string, more: object = {}) {
  return {
    query,
    variables: { id },
    extensions: { subscription: callbackWish(callbackUrl, more) },
  };
}

async function ask(app: TestApp, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json;callbackSpec=1.0',
      ...headers,
    },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    protocol: response.headers.get('subscription-protocol'),
    body: (await response.json()) as { data: unknown; errors?: { extensions: { code: string } }[] },
  };
}

describe("a subscription over the router's callback protocol", () => {
  const opened = closeAfterEach();

  async function scene(
    env: Record<string, string> = {},
  ): Promise<{ app: TestApp; started: StartedAtOneNet }> {
    const onenet = opened.keep(await openFakeOneNet());
    const app = opened.keep(await startTestApp({ env: { ...onenet.env, ...env } }));
    return { app, started: await startAtOneNet(app, onenet) };
  }

  it('is confirmed first, then delivers every event in order, each with exactly the required headers', async () => {
    const { app, started } = await scene();
    const router = opened.keep(await openCallbackRouter());

    const answer = await ask(app, wish(router.url, started.id));
    expect(answer).toEqual({ status: 200, protocol: 'callback/1.0', body: { data: null } });
    await router.until((message) => message.action === 'next');
    await pushAccepted(started.callbackUrl, samplePush(started));
    const approved = { data: { verificationUpdated: { version: 3, status: 'APPROVED' } } };
    await router.until((message) => JSON.stringify(message.payload) === JSON.stringify(approved));

    expect(router.heard.map(({ action }) => action)).toEqual(['check', 'next', 'next', 'next']);
    for (const message of router.heard) {
      expect(message).toMatchObject({ kind: 'subscription', id: 's-1', verifier });
    }
    for (const headers of router.headers) {
      expect(headers).toMatchObject({
        'content-type': 'application/json',
        'subscription-protocol': 'callback/1.0',
      });
    }
    expect(JSON.stringify(app.logLines)).not.toContain(verifier);
  });

  it('sends heartbeats within the interval, and ends when the router refuses more', async () => {
    const { app, started } = await scene();
    let checks = 0;
    const router = opened.keep(
      await openCallbackRouter(({ action }) => (action === 'check' && ++checks > 2 ? 404 : 204)),
    );

    await ask(app, wish(router.url, started.id, { heartbeatIntervalMs: 50 }));
    await router.until(() => checks > 2);
    await pushAccepted(started.callbackUrl, samplePush(started));

    expect(router.heard.filter(({ action }) => action === 'check')).toHaveLength(3);
    expect(router.heard.at(-1)?.action).toBe('check');
  });

  it('repeats a message that the router could not accept, and skips none', async () => {
    const { app, started } = await scene();
    const router = opened.keep(await openCallbackRouter((_message, count) => (count === 2 ? 503 : 204)));

    await ask(app, wish(router.url, started.id));
    const second = { data: { verificationUpdated: { version: 2, status: 'AWAITING_USER' } } };
    await router.until((message) => JSON.stringify(message.payload) === JSON.stringify(second));

    const payloads = router.heard.map((message) => JSON.stringify(message.payload));
    expect(payloads[1]).toBe(payloads[2]);
    expect(router.heard).toHaveLength(4);
  });

  it('is completed with the reason when the service stops', async () => {
    const { app, started } = await scene();
    const router = opened.keep(await openCallbackRouter());
    await ask(app, wish(router.url, started.id));
    await app.close();
    expect(router.heard.at(-1)).toEqual({
      kind: 'subscription',
      action: 'complete',
      id: 's-1',
      verifier,
      errors: [{ message: expect.any(String), extensions: { code: 'SERVICE_RESTARTING' } }],
    });
  });

  it.each([
    ['is not on the list', 'https://evil.example/callback'],
    ['only looks like it', 'http://127.0.0.1@evil.example/callback'],
    ['is no address', 'callback'],
  ])('is refused without contacting the router if the callback address %s', async (_why, url) => {
    const { app, started } = await scene();
    const answer = await ask(app, wish(url, started.id));
    expect(answer.status).toBe(400);
    expect(answer.body.data).toBeNull();
    expect(answer.body.errors).toHaveLength(1);
  });

  it.each([404, 302])(
    'is refused if the router answers the check with %s, which is not followed',
    async (status) => {
      const { app, started } = await scene();
      const router = opened.keep(await openCallbackRouter(() => status));
      const answer = await ask(app, wish(router.url, started.id));
      expect(answer.status).toBe(400);
      expect(router.heard).toHaveLength(1);
    },
  );

  it('does not delay the shutdown if its router never answers', async () => {
    const hanging: ServerResponse[] = [];
    const router = createServer((request, response) => {
      hanging.push(response);
      // It confirms the subscription, and takes nothing after that.
      if (hanging.length === 1) request.resume().on('end', () => response.writeHead(204).end());
    });
    await new Promise<void>((resolve) => router.listen(0, '127.0.0.1', resolve));
    const oneNet = opened.keep(await openFakeOneNet());
    const app = await startTestApp({ env: oneNet.env });
    const { id } = await startAtOneNet(app, oneNet);
    const { port } = router.address() as AddressInfo;

    expect((await ask(app, wish(`http://127.0.0.1:${port}/callback`, id))).status).toBe(200);
    await app.close();

    router.closeAllConnections();
    await new Promise((resolve) => router.close(resolve));
  });

  it("is refused at once for another account's verification, as for an unknown one, in the answer and by a message", async () => {
    const { app, started } = await scene();
    const router = opened.keep(await openCallbackRouter());
    const stranger = { 'x-dev-guid': 'stranger', 'x-dev-scopes': 'none' };
    const foreign = await ask(app, wish(router.url, started.id), stranger);
    const unknown = await ask(app, wish(router.url, '01a20135-0000-7000-8000-000000000000'), stranger);
    expect(foreign.body.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(foreign).toEqual(unknown);
    const { action, errors } = await router.until(() => router.heard.length === 2);
    expect([action, errors]).toEqual(['complete', foreign.body.errors]);
    expect(router.heard.map((message) => message.errors)).toEqual([errors, errors]);
  });

  it('needs a callback address on the list with jwt; the list is empty by default', async () => {
    const login = opened.keep(await openIdentityProvider());
    const app = opened.keep(await startTestApp({ env: login.env }));
    const router = opened.keep(await openCallbackRouter());
    expect((await ask(app, wish(router.url, 'x'))).status).toBe(400);
    expect(router.heard).toEqual([]);
  });
});
