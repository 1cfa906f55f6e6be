import { createHash } from 'node:crypto';
import { startTestApp, type TestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import {
  overCallback,
  refusals,
  type TransportAnswer,
  type TransportRequest,
  transports,
} from '../../support/transports';

const opened = closeAfterEach();

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const persisted = (hash: string, version: unknown = 1) => ({
  extensions: { persistedQuery: { version, sha256Hash: hash } },
});

async function overGet(appUrl: string, { query, more = {} }: TransportRequest): Promise<TransportAnswer> {
  const search = new URLSearchParams({ ...(query !== undefined && { query }) });
  for (const [name, value] of Object.entries(more)) search.set(name, JSON.stringify(value));
  const response = await fetch(`${appUrl}/graphql?${search}`, {
    headers: { 'apollo-require-preflight': '1' },
  });
  return (await response.json()) as TransportAnswer;
}

const forQueries = [...transports, ['GET', overGet] as const];
const forSubscriptions = [...transports.slice(1), ['callback', overCallback] as const];

const notFound = [{ code: 'PERSISTED_QUERY_NOT_FOUND', message: 'PersistedQueryNotFound' }];
const notSupported = [{ code: 'PERSISTED_QUERY_NOT_SUPPORTED', message: 'PersistedQueryNotSupported' }];

/** A service, and a subscription whose first event has happened. */
async function scene(env: Record<string, string> = {}): Promise<{ app: TestApp; subscription: string }> {
  const app = opened.keep(await startTestApp({ env }));
  const { startOneNetVerification } = await app.query<{
    startOneNetVerification: { verification: { id: string } };
  }>(
    'mutation { startOneNetVerification(input: { userId: 1, phone: "19912340000" }) { verification { id } } }',
  );
  const { id } = startOneNetVerification.verification;
  return {
    app,
    subscription: `subscription { verificationUpdated(id: "${id}", sinceVersion: 0) { version } }`,
  };
}

describe('an automatic persisted query', () => {
  it.each(forQueries)(
    'is unknown at first, stored when it is sent with its text, and then found by %s',
    async (_name, run) => {
      const { app } = await scene();
      const query = 'query Kept { __typename }';
      const more = persisted(sha256(query));

      expect(refusals(await run(app.url, { more }))).toEqual(notFound);
      expect(await run(app.url, { query, more })).toEqual({ data: { __typename: 'Query' } });
      expect(await run(app.url, { more })).toEqual({ data: { __typename: 'Query' } });
    },
  );

  it.each(forSubscriptions)('may be a subscription, by %s', async (_name, run) => {
    const { app, subscription } = await scene();
    const more = persisted(sha256(subscription));
    const first = { data: { verificationUpdated: { version: 1 } } };

    expect(refusals(await run(app.url, { more }))).toEqual(notFound);
    expect(await run(app.url, { query: subscription, more })).toEqual(first);
    expect(await run(app.url, { more })).toEqual(first);
  });

  it('stored over one transport is found over all of them', async () => {
    const { app, subscription } = await scene();
    const query = 'query Shared { __typename }';
    await overGet(app.url, { query, more: persisted(sha256(query)) });
    await overCallback(app.url, { query: subscription, more: persisted(sha256(subscription)) });

    for (const [, run] of forQueries) {
      expect(await run(app.url, { more: persisted(sha256(query)) })).toEqual({
        data: { __typename: 'Query' },
      });
    }
    for (const [, run] of forSubscriptions) {
      const answer = await run(app.url, { more: persisted(sha256(subscription).toUpperCase()) });
      expect(answer.data).toEqual({ verificationUpdated: { version: 1 } });
    }
  });

  it.each(forQueries)(
    'with a text of another hash, or an invalid one, is refused and not stored by %s',
    async (_name, run) => {
      const { app } = await scene();
      const [real, broken] = ['query Real { __typename }', 'query Broken { nothing }'];

      const forged = await run(app.url, {
        query: 'query Forged { __typename }',
        more: persisted(sha256(real)),
      });
      const invalid = await run(app.url, { query: broken, more: persisted(sha256(broken)) });

      expect(refusals(forged)).toMatchObject([{ code: 'BAD_REQUEST' }]);
      expect(refusals(invalid)).toMatchObject([{ code: 'GRAPHQL_VALIDATION_FAILED' }]);
      for (const text of [real, broken]) {
        expect(refusals(await run(app.url, { more: persisted(sha256(text)) }))).toEqual(notFound);
      }
    },
  );

  it.each(forQueries)('is refused in another protocol version by %s', async (_name, run) => {
    const { app } = await scene();
    const query = 'query Later { __typename }';

    for (const version of [2, '1', null]) {
      const answer = await run(app.url, { query, more: persisted(sha256(query), version) });
      expect(refusals(answer)).toMatchObject([{ code: 'BAD_REQUEST' }]);
    }
  });

  it('is evicted from a cache of bounded count and size: an old one is asked for again', async () => {
    const { app } = await scene({ QUERY_MAX_BYTES: '1000000' });
    const query = 'query First { __typename }';
    const [, run] = transports[0] ?? [];
    await run?.(app.url, { query, more: persisted(sha256(query)) });
    // Comments cost bytes, and no tokens.
    const padding = `#${'x'.repeat(500_000)}`;

    for (let n = 0; n < 20; n += 1) {
      const large = `${padding}\n query Large${n} { __typename }`;
      await run?.(app.url, { query: large, more: persisted(sha256(large)) });
    }

    expect(refusals((await run?.(app.url, { more: persisted(sha256(query)) })) ?? {})).toEqual(notFound);
  });
});

describe('PERSISTED_QUERIES=off', () => {
  it.each(forQueries)('refuses a persisted query with advice, by %s', async (_name, run) => {
    const { app } = await scene({ PERSISTED_QUERIES: 'off' });
    const query = '{ __typename }';

    expect(refusals(await run(app.url, { more: persisted(sha256(query)) }))).toEqual(notSupported);
    expect(refusals(await run(app.url, { query, more: persisted(sha256(query)) }))).toEqual(notSupported);
    expect(await run(app.url, { query })).toEqual({ data: { __typename: 'Query' } });
  });

  it.each(forSubscriptions)('refuses a persisted subscription with advice, by %s', async (_name, run) => {
    const { app, subscription } = await scene({ PERSISTED_QUERIES: 'off' });

    expect(refusals(await run(app.url, { more: persisted(sha256(subscription)) }))).toEqual(notSupported);
  });
});
