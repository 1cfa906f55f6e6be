import type { RegistryEntry } from '../../src/providers/entry';
import { registry } from '../../src/providers/registry';
import { startTestApp } from '../support/app';
import { withProvider } from '../support/changed-provider';
import { closeAfterEach } from '../support/closing';
import { openEventStream } from '../support/event-stream';
import { startProbedApp } from '../support/probed-app';
import { openSocket } from '../support/socket';
import { verificationUpdated } from '../support/updates';

const opened = closeAfterEach();

const start = `mutation ($input: StartOneNetVerificationInput!) {
  startOneNetVerification(input: $input) {
    verification { id status failure { code retryable } }
    inputErrors { code }
  }
}`;
const input = { userId: 38453, phone: '19912349999' };

/** The text of an inner error, which no client may read. */
const inside = 'SELECT * FROM person WHERE phone = 19912349999 at /srv/app/db.js';

/** OneNET's place in the registry, with one of its parts broken. */
function broken(part: 'check' | 'send'): readonly RegistryEntry[] {
  return registry.map((entry) =>
    entry.name === 'ONENET'
      ? withProvider(entry, (provider) => ({
          ...provider,
          methods: provider.methods.map((method) => ({
            ...method,
            check: (given: Parameters<typeof method.check>[0]) => {
              if (part === 'check') throw new Error(inside);
              const checked = method.check(given);
              const send = () => Promise.reject(new Error(inside));
              return checked.ok ? { ok: true as const, value: { ...checked.value, send } } : checked;
            },
          })),
        }))
      : entry,
  );
}

describe('an internal error', () => {
  it('is reported without internals, and logged with its place', async () => {
    const app = opened.keep(await startTestApp({ registry: broken('check') }));

    const answer = await app.send(start, { input });

    expect(answer).toEqual({
      data: null,
      errors: [
        {
          message: expect.stringMatching(/^Something went wrong here/),
          locations: expect.any(Array),
          path: ['startOneNetVerification'],
          extensions: { code: 'INTERNAL_SERVER_ERROR' },
        },
      ],
    });
    expect(app.logLines.filter(({ level }) => level === 'error')).toEqual([
      { level: 'error', message: expect.any(String), fields: { path: 'startOneNetVerification' } },
    ]);
  });

  it("in a provider's adapter fails only that verification, which may be tried again", async () => {
    const app = opened.keep(await startTestApp({ registry: broken('send') }));

    const answer = await app.send(start, { input });

    expect(answer).toMatchObject({
      data: {
        startOneNetVerification: {
          verification: { status: 'FAILED', failure: { code: 'PROVIDER_UNAVAILABLE', retryable: true } },
        },
      },
    });
    expect(JSON.stringify([answer, app.logLines])).not.toMatch(/SELECT|srv/);
    expect(app.logLines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });
});

describe('a store that is unavailable', () => {
  async function without() {
    const app = opened.keep(await startProbedApp());
    const data = await app.query<{ startOneNetVerification: { verification: { id: string } } }>(start, {
      input,
    });
    await app.tools.store.close();
    return { app, id: data.startOneNetVerification.verification.id };
  }

  const hidden = {
    message: expect.stringMatching(/^Something went wrong/),
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };

  it('is an internal error of every operation that needs it, over every transport', async () => {
    const { app, id } = await without();
    const socket = opened.keep(await openSocket(app.url));
    await socket.next();
    const stream = opened.keep(await openEventStream(app.url, verificationUpdated, { variables: { id } }));

    const mutated = await app.send(start, { input });
    const read = await app.send('query ($id: ID!) { verification(id: $id) { id } }', { id });
    const listed = await app.send('{ verifications { nodes { id } } }');
    const streamed = await stream.next();
    socket.send({ type: 'subscribe', id: '1', payload: { query: verificationUpdated, variables: { id } } });
    const followed = await socket.next();

    for (const { errors } of [mutated, read, listed, streamed ?? {}]) expect(errors).toMatchObject([hidden]);
    expect(followed).toMatchObject({ type: 'next', payload: { errors: [hidden] } });
    expect(JSON.stringify([mutated, read, listed, streamed, followed])).not.toMatch(
      /sqlite|database|destroyed|driver/i,
    );
  });

  it('does not affect operations without the store', async () => {
    const { app } = await without();

    expect(await app.query('{ __typename }')).toEqual({ __typename: 'Query' });
    const ready = await fetch(`${app.url}/readyz`);
    const alive = await fetch(`${app.url}/healthz`);

    expect([ready.status, alive.status]).toEqual([503, 200]);
    expect(await ready.text()).not.toMatch(/sqlite|destroyed|driver/i);
  });

  it('ends a running subscription with an error without internals', async () => {
    const app = opened.keep(await startProbedApp({ readPatienceMs: 0 }));
    const data = await app.query<{ startOneNetVerification: { verification: { id: string } } }>(start, {
      input,
    });
    const { id } = data.startOneNetVerification.verification;
    const stream = opened.keep(
      await openEventStream(app.url, verificationUpdated, { variables: { id, sinceVersion: 1 } }),
    );
    await stream.next();
    const { store } = app.tools;
    store.events.after = () => Promise.reject(new Error(inside));

    await app.query('mutation ($id: ID!) { cancelVerification(id: $id) { verification { id } } }', { id });

    expect(await stream.next()).toMatchObject({ errors: [hidden] });
    expect(await stream.next()).toBeNull();
  });

  it('ends a running subscription before the event that cannot be shown, so that the client can resume there', async () => {
    const app = opened.keep(await startProbedApp({ readPatienceMs: 0 }));
    const data = await app.query<{ startOneNetVerification: { verification: { id: string } } }>(start, {
      input,
    });
    const { id } = data.startOneNetVerification.verification;
    const query = `subscription ($id: ID!, $sinceVersion: Int) {
      verificationUpdated(id: $id, sinceVersion: $sinceVersion) { version verification { status } }
    }`;
    const follow = async (sinceVersion: number) =>
      opened.keep(await openEventStream(app.url, query, { variables: { id, sinceVersion } }));
    const stream = await follow(1);
    expect(await stream.next()).toMatchObject({ data: { verificationUpdated: { version: 2 } } });
    const { store } = app.tools;
    const { find } = store.verifications;
    let asked = 0;
    // The first is the mutation's, which makes the event; what the event shows is asked for next.
    store.verifications.find = (ids) => (asked++ === 0 ? find(ids) : Promise.reject(new Error(inside)));

    await app.query('mutation ($id: ID!) { cancelVerification(id: $id) { inputErrors { code } } }', { id });

    expect(await stream.next()).toMatchObject({ data: null, errors: [hidden] });
    expect(await stream.next()).toBeNull();
    store.verifications.find = find;
    const again = await follow(2);
    expect(await again.next()).toMatchObject({ data: { verificationUpdated: { version: 3 } } });
  });

  it('[2] for a moment ends no subscription: the event is read, and shown, once it can be', async () => {
    const app = opened.keep(await startProbedApp());
    const data = await app.query<{ startOneNetVerification: { verification: { id: string } } }>(start, {
      input,
    });
    const { id } = data.startOneNetVerification.verification;
    const query = `subscription ($id: ID!) {
      verificationUpdated(id: $id, sinceVersion: 1) { version verification { status } }
    }`;
    const stream = opened.keep(await openEventStream(app.url, query, { variables: { id } }));
    expect(await stream.next()).toMatchObject({ data: { verificationUpdated: { version: 2 } } });
    const { store } = app.tools;
    const failing = <Part extends object, Name extends keyof Part>(part: Part, name: Name, from: number) => {
      const work = part[name] as (...given: unknown[]) => Promise<unknown>;
      let asked = 0;
      Reflect.set(part, name, (...given: unknown[]) => {
        asked += 1;
        return asked === from || asked === from + 1 ? Promise.reject(new Error(inside)) : work(...given);
      });
      return () => asked;
    };
    const reads = failing(store.events, 'after', 1);
    // The first is the mutation's.
    const shows = failing(store.verifications, 'find', 2);

    await app.query('mutation ($id: ID!) { cancelVerification(id: $id) { inputErrors { code } } }', { id });

    expect(await stream.next()).toMatchObject({
      data: { verificationUpdated: { version: 3, verification: { status: 'CANCELED' } } },
    });
    expect([reads(), shows()]).toEqual([3, 4]);
  });
});
