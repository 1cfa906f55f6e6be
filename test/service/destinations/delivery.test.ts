import { startTestApp, type TestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { type FakeOneNet, openFakeOneNet, startAtOneNet } from '../../support/fake-onenet';
import { laterPush, pushAccepted } from '../../support/onenet-push';
import { startPostgres, type TestPostgres } from '../../support/postgres';
import { base64Key } from '../../support/settings';
import {
  openWebhookReceiver,
  type Received,
  verify,
  type WebhookReceiver,
} from '../../support/webhook-receiver';

const opened = closeAfterEach();

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.close());

interface Scene {
  readonly app: TestApp;
  readonly oneNet: FakeOneNet;
  readonly receiver: WebhookReceiver;
}

async function scene(env: Record<string, string> = {}): Promise<Scene> {
  const oneNet = opened.keep(await openFakeOneNet());
  const receiver = opened.keep(await openWebhookReceiver());
  return { oneNet, receiver, app: opened.keep(await startTestApp({ env: { ...oneNet.env, ...env } })) };
}

interface Destination {
  readonly id: string;
  readonly url: string;
  readonly description: string | null;
  readonly status: string;
  readonly backlog: number;
  readonly deliveredUpTo: string | null;
  readonly lastSuccessAt: string | null;
  readonly lastFailure: {
    readonly httpStatus: number | null;
    readonly message: string;
    readonly attempts: number;
    readonly nextAttemptAt: string | null;
  } | null;
}

interface Payload {
  readonly destination: Destination | null;
  readonly signingSecret: string | null;
  readonly inputErrors: readonly { readonly path: readonly string[]; readonly code: string }[];
}

const fields = `id url description status backlog deliveredUpTo lastSuccessAt createdAt
  lastFailure { at httpStatus message attempts nextAttemptAt }`;
const payload = `{ destination { ${fields} } signingSecret inputErrors { path code message } }`;
const mutations = {
  create: `mutation ($input: CreateEventDestinationInput!) { answer: createEventDestination(input: $input) ${payload} }`,
  update: `mutation ($input: UpdateEventDestinationInput!) { answer: updateEventDestination(input: $input) ${payload} }`,
  rotate: `mutation ($id: ID!, $overlapSeconds: Int) { answer: rotateEventDestinationSecret(id: $id, overlapSeconds: $overlapSeconds) ${payload} }`,
  replay: `mutation ($id: ID!, $after: String!) { answer: replayEvents(id: $id, after: $after) ${payload} }`,
  remove: `mutation ($id: ID!) { answer: deleteEventDestination(id: $id) ${payload} }`,
};

async function ask(app: TestApp, mutation: keyof typeof mutations, variables: object): Promise<Payload> {
  return (await app.query<{ answer: Payload }>(mutations[mutation], variables as Record<string, unknown>))
    .answer;
}

async function create({ app, receiver }: Scene, input: object = {}): Promise<{ id: string; secret: string }> {
  const { destination, signingSecret, inputErrors } = await ask(app, 'create', {
    input: { url: receiver.url, ...input },
  });
  expect(inputErrors).toEqual([]);
  if (!destination || !signingSecret) throw new Error('expected a destination and its secret');
  return { id: destination.id, secret: signingSecret };
}

async function list(app: TestApp): Promise<readonly Destination[]> {
  return (
    await app.query<{ eventDestinations: readonly Destination[] }>(`{ eventDestinations { ${fields} } }`)
  ).eventDestinations;
}

/** The only destination, once it is as expected: what was delivered is stored a moment later. */
async function destinationOnce(
  app: TestApp,
  isExpected: (one: Destination) => boolean,
): Promise<Destination> {
  for (;;) {
    const [one] = await list(app);
    if (one && isExpected(one)) return one;
  }
}

async function feedCursors(app: TestApp): Promise<readonly string[]> {
  const { verificationEvents } = await app.query<{
    verificationEvents: { edges: readonly { cursor: string }[] };
  }>('{ verificationEvents(first: 1000) { edges { cursor } } }');
  return verificationEvents.edges.map(({ cursor }) => cursor);
}

const idOf = ({ headers }: Received) => headers['webhook-id'];

describe.each(['SQLite', 'PostgreSQL'])('a destination of events on %s', (kind) => {
  const env = async (more: Record<string, string> = {}): Promise<Record<string, string>> => ({
    ...(kind === 'PostgreSQL' && {
      DATABASE_URL: await postgres.createDatabase(),
      ENCRYPTION_KEYS: `test:${base64Key(7)}`,
    }),
    ...more,
  });

  it('gets each matching event as a signed CloudEvent, which the package standardwebhooks verifies', async () => {
    const made = await scene(await env());
    const { app, oneNet, receiver } = made;
    const { id, secret } = await create(made, { filter: { guid: 'account-of-liu' } });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    await startAtOneNet(app, oneNet, { guid: 'account-of-ouyang' });
    const started = await startAtOneNet(app, oneNet, {
      guid: 'account-of-liu',
      clientReference: 'order-4711',
    });
    await pushAccepted(started.callbackUrl, laterPush(started, 1, '0'));
    const received = await receiver.until(3);
    expect(received.map(idOf)).toEqual([1, 2, 3].map((version) => `${started.id}.${version}`));

    for (const delivery of received) {
      const { headers, body, event } = delivery;
      expect(verify(delivery, secret)).toEqual(JSON.parse(body));
      expect(() => verify({ headers: { ...headers, 'webhook-id': 'x' }, body }, secret)).toThrow();
      expect(headers).toMatchObject({ 'content-type': 'application/cloudevents+json' });
      expect(Number(headers['webhook-timestamp'])).toBeGreaterThan(Date.now() / 1000 - 60);
      expect(headers['webhook-signature']).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/);
      expect(event).toMatchObject({
        specversion: '1.0',
        id: headers['webhook-id'],
        source: app.publicUrl,
        type: 'realname.verification.updated',
        subject: started.id,
        datacontenttype: 'application/json',
      });
    }
    const { event } = received[2] as Received;
    expect(event.data).toEqual({
      verificationId: started.id,
      version: 3,
      guid: 'account-of-liu',
      provider: 'ONENET',
      method: 'ONENET_PAGE',
      status: 'APPROVED',
      previousStatus: expect.any(String),
      cause: 'PROVIDER_CALLBACK',
      assuranceLevel: 'SUBSTANTIAL',
      environment: 'LIVE',
      clientReference: 'order-4711',
      occurredAt: event['time'],
      feedCursor: (await feedCursors(app)).at(-1),
    });
    const last = (await feedCursors(app)).at(-1);
    const destination = await destinationOnce(app, ({ deliveredUpTo }) => deliveredUpTo === last);
    expect(destination).toMatchObject({ id, status: 'ACTIVE', backlog: 0, lastFailure: null });
    expect(destination.lastSuccessAt).not.toBeNull();
    expect(JSON.stringify(await list(app))).not.toContain('whsec_');
  });

  it('gets the events of a verification in order, while other verifications do not wait for one that fails', async () => {
    const made = await scene(await env({ WEBHOOK_RETRY_SECONDS: '1,1,1' }));
    const { app, oneNet, receiver } = made;
    await create(made);
    const refused = await startAtOneNet(app, oneNet, { guid: 'account-of-liu' });
    await receiver.until(2);
    let isRefusing = true;
    receiver.answer(({ event }) => ({ status: isRefusing && event.subject === refused.id ? 500 : 204 }));
    await pushAccepted(refused.callbackUrl, laterPush(refused, 1, '1'));
    await pushAccepted(refused.callbackUrl, laterPush(refused, 2, '0'));
    const other = await startAtOneNet(app, oneNet, { guid: 'account-of-ouyang' });
    await pushAccepted(other.callbackUrl, laterPush(other, 1, '0'));
    expect((await receiver.untilTaken(5)).slice(2)).toEqual(
      [1, 2, 3].map((version) => `${other.id}.${version}`),
    );
    const waiting = await destinationOnce(
      app,
      ({ backlog, lastFailure }) => backlog === 2 && lastFailure !== null,
    );
    expect(waiting).toMatchObject({ status: 'ACTIVE', lastFailure: { httpStatus: 500 } });
    expect(waiting.deliveredUpTo).toBe((await feedCursors(app))[1]);
    isRefusing = false;
    expect((await receiver.untilTaken(7)).slice(5)).toEqual([`${refused.id}.3`, `${refused.id}.4`]);
    await destinationOnce(app, ({ backlog }) => backlog === 0);
    expect(receiver.received.filter(({ event }) => event.id === `${refused.id}.4`)).toHaveLength(1);
  });

  it('fails once a schedule is spent and nothing was delivered since, and gets everything once it answers', async () => {
    const made = await scene(
      await env({ WEBHOOK_RETRY_SECONDS: '0,0', WEBHOOK_FAILING_RETRY_SECONDS: '3600' }),
    );
    const { app, oneNet, receiver } = made;
    receiver.answer(() => ({ status: 503 }));
    const { id } = await create(made);
    const one = await startAtOneNet(app, oneNet, { guid: 'account-of-liu' });
    const two = await startAtOneNet(app, oneNet, { guid: 'account-of-ouyang' });
    const failing = await destinationOnce(
      app,
      ({ status, backlog }) => status === 'FAILING' && backlog === 4,
    );
    expect(failing).toMatchObject({ lastSuccessAt: null, lastFailure: { httpStatus: 503 } });
    await receiver.until(6);
    receiver.answer(() => ({ status: 200 }));
    await pushAccepted(one.callbackUrl, laterPush(one, 1, '0'));
    const resumed = await ask(app, 'update', { input: { id, paused: false } });
    expect(resumed.destination).toMatchObject({ status: 'ACTIVE' });
    const taken = await receiver.untilTaken(5);
    const of = ({ id: name }: { id: string }) => taken.filter((each) => each.startsWith(name));
    expect(of(one)).toEqual([1, 2, 3].map((version) => `${one.id}.${version}`));
    expect(of(two)).toEqual([1, 2].map((version) => `${two.id}.${version}`));
    const ids = new Set(receiver.received.map(({ event }) => event.id));
    expect(ids.size).toBe(5);
    await destinationOnce(app, ({ backlog, status }) => backlog === 0 && status === 'ACTIVE');
  });

  it('is paused by 410, and the event that met it waits until the destination is resumed', async () => {
    const made = await scene(await env());
    const { app, oneNet, receiver } = made;
    receiver.answer(() => ({ status: 410 }));
    const { id } = await create(made);
    const started = await startAtOneNet(app, oneNet);
    const paused = await destinationOnce(app, ({ status }) => status === 'PAUSED');
    expect(paused).toMatchObject({ lastFailure: { httpStatus: 410, attempts: 1, nextAttemptAt: null } });
    receiver.answer(() => ({ status: 204 }));
    await ask(app, 'update', { input: { id, paused: false } });
    expect(await receiver.untilTaken(2)).toEqual([`${started.id}.1`, `${started.id}.2`]);
  });

  it('is verified by the package standardwebhooks, and is not with any bit of it flipped', async () => {
    const made = await scene(await env());
    const { secret } = await create(made);
    await startAtOneNet(made.app, made.oneNet);
    const [delivery] = await made.receiver.until(1);
    if (!delivery) throw new Error('Nothing was delivered.');
    const { headers, body } = delivery;
    expect(verify(delivery, secret)).toEqual(JSON.parse(body));

    const signed = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
      text: String(headers[name]),
      forged: (text: string) => ({ headers: { ...headers, [name]: text }, body }),
    }));
    const verified: string[] = [];
    for (const { text, forged } of [
      ...signed,
      { text: body, forged: (text: string) => ({ headers, body: text }) },
    ]) {
      for (let bit = 0; bit < 8 * text.length; bit += 1) {
        const bytes = Buffer.from(text, 'latin1');
        const place = bit >> 3;
        bytes[place] = (bytes[place] ?? 0) ^ (1 << (bit & 7));
        const flipped = bytes.toString('latin1');
        try {
          verify(forged(flipped), secret);
          verified.push(flipped);
        } catch {
          // As it must be.
        }
      }
    }
    expect(verified).toEqual([]);
  });

  it('signs with both secrets during a rotation, and with the new one alone without an overlap', async () => {
    const made = await scene(await env());
    const { app, oneNet, receiver } = made;
    const { id, secret } = await create(made);
    await startAtOneNet(app, oneNet);
    await receiver.untilTaken(2);
    await destinationOnce(app, ({ backlog }) => backlog === 0);
    const { signingSecret: second } = await ask(app, 'rotate', { id });
    await startAtOneNet(app, oneNet);
    for (const delivery of (await receiver.until(4)).slice(2)) {
      verify(delivery, secret);
      verify(delivery, second ?? '');
      expect(String(delivery.headers['webhook-signature']).split(' ')).toHaveLength(2);
    }
    await destinationOnce(app, ({ backlog }) => backlog === 0);
    const { signingSecret: third } = await ask(app, 'rotate', { id, overlapSeconds: 0 });
    await startAtOneNet(app, oneNet);
    for (const delivery of (await receiver.until(6)).slice(4)) {
      verify(delivery, third ?? '');
      expect(() => verify(delivery, second ?? '')).toThrow();
      expect(String(delivery.headers['webhook-signature']).split(' ')).toHaveLength(1);
    }
    for (const overlapSeconds of [-1, 604_801]) {
      expect((await ask(app, 'rotate', { id, overlapSeconds })).inputErrors).toMatchObject([
        { path: ['overlapSeconds'], code: 'OUT_OF_RANGE' },
      ]);
    }
  });

  it('gets everything behind a feedCursor once more, with the same webhook-id, and begins behind one', async () => {
    const made = await scene(await env());
    const { app, oneNet, receiver } = made;
    const one = await startAtOneNet(app, oneNet);
    const two = await startAtOneNet(app, oneNet);
    // On PostgreSQL an event gets its place a moment after its commit.
    let cursors = await feedCursors(app);
    while (cursors.length < 4) cursors = await feedCursors(app);
    const [, second, third] = cursors;
    const { id } = await create(made, { after: second });
    expect(await receiver.untilTaken(2)).toEqual([`${two.id}.1`, `${two.id}.2`]);
    await destinationOnce(app, ({ backlog }) => backlog === 0);
    expect((await ask(app, 'replay', { id, after: third })).inputErrors).toEqual([]);
    expect((await receiver.untilTaken(3)).slice(2)).toEqual([`${two.id}.2`]);
    await destinationOnce(app, ({ backlog }) => backlog === 0);
    const [first] = await feedCursors(app);
    await ask(app, 'replay', { id, after: first });
    const again = (await receiver.untilTaken(6)).slice(3);
    expect(new Set(again)).toEqual(new Set([`${one.id}.2`, `${two.id}.1`, `${two.id}.2`]));
    expect(again.indexOf(`${two.id}.1`)).toBeLessThan(again.indexOf(`${two.id}.2`));
  });

  it('says neither account nor reference in deliveries that wait while the account is redacted', async () => {
    const made = await scene(await env({ WEBHOOK_RETRY_SECONDS: '0,3600' }));
    const { app, oneNet, receiver } = made;
    const { id } = await create(made);
    receiver.answer(() => ({ status: 500 }));
    const started = await startAtOneNet(app, oneNet, {
      guid: 'account-of-liu',
      clientReference: 'order-4711',
    });
    await receiver.until(2);
    await app.query('mutation { redactUser(guid: "account-of-liu") { redacted } }');
    await destinationOnce(app, ({ backlog, lastFailure }) => backlog === 3 && lastFailure?.attempts === 2);
    receiver.answer(() => ({ status: 200 }));
    await ask(app, 'update', { input: { id, paused: false } });
    expect(await receiver.untilTaken(3)).toEqual([1, 2, 3].map((version) => `${started.id}.${version}`));
    for (const { body } of receiver.received.slice(-3)) {
      expect(body).not.toContain('account-of-liu');
      expect(body).not.toContain('order-4711');
    }
  });
});
