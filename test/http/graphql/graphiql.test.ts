import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, validate } from 'graphql';
import { tabs } from '../../../src/http/graphql/graphiql-tabs';
import { startTestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { openIdentityProvider } from '../../support/identity-provider';

const opened = closeAfterEach();

describe('GraphiQL', () => {
  it.each([
    ['is there in development', 'dev', {}, 200],
    ['is gone in development when GRAPHIQL=off says so', 'dev', { GRAPHIQL: 'off' }, 404],
    ['is not there where tokens are asked for', 'jwt', {}, 404],
    ['is there when GRAPHIQL=on says so', 'jwt', { GRAPHIQL: 'on' }, 200],
  ] as const)('%s', async (_what, mode, env, status) => {
    const login = opened.keep(await openIdentityProvider());
    const { url } = opened.keep(await startTestApp({ env: { ...(mode === 'jwt' && login.env), ...env } }));

    const response = await fetch(url);
    await response.text();

    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain(status === 200 ? 'text/html' : 'application/json');
  });

  it('opens with tabs of short lines that the schema takes', () => {
    const sdl = readFileSync(join(__dirname, '../../../schema/verification.graphql'), 'utf8');
    const schema = buildSubgraphSchema(parse(sdl));

    expect(tabs.map(({ query }) => /^(?:mutation|subscription|query) (\w+)/m.exec(query)?.[1])).toEqual([
      'Start',
      'Follow',
      'Methods',
      'MyVerifications',
    ]);
    for (const { query } of tabs) {
      expect(validate(schema, parse(query))).toEqual([]);
      expect(Math.max(...query.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
    }
  });

  it('is sent once to a browser that keeps it', async () => {
    const { url } = opened.keep(await startTestApp());
    const first = await fetch(url);
    await first.text();
    const etag = first.headers.get('etag') ?? '';

    const kept = await fetch(url, { headers: { 'if-none-match': `"another", ${etag}` } });
    const changed = await fetch(url, { headers: { 'if-none-match': 'W/"of another release"' } });

    expect(first.headers.get('cache-control')).toBe('no-cache');
    expect([kept.status, await kept.text(), kept.headers.get('etag')]).toEqual([304, '', etag]);
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, etag]);
    await changed.text();
  });
});
