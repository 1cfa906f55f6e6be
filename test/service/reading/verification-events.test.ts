import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Subscription, startTestApp, type TestApp } from '../../support/app';
import { callbackWish, openCallbackRouter } from '../../support/callback-router';
import { closeAfterEach } from '../../support/closing';
import { openEventStream } from '../../support/event-stream';
import { type FakeOneNet, openFakeOneNet, startAtOneNet } from '../../support/fake-onenet';
import { openMultipartStream } from '../../support/multipart-stream';
import { laterPush, pushAccepted } from '../../support/onenet-push';
import { startPostgres, type TestPostgres } from '../../support/postgres';
import { base64Key } from '../../support/settings';
import { temporaryFolder } from '../../support/temporary-folder';

const opened = closeAfterEach();

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.close());

interface Scene {
  readonly app: TestApp;
  readonly oneNet: FakeOneNet;
}

async function scene(env: Record<string, string> = {}): Promise<Scene> {
  const oneNet = opened.keep(await openFakeOneNet());
  return { oneNet, app: opened.keep(await startTestApp({ env: { ...oneNet.env, ...env } })) };
}

interface Event {
  readonly version: number;
  readonly status: string;
  readonly cause: string;
  readonly feedCursor: string;
  readonly verification: { readonly id: string };
}

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: Event }[];
  readonly nodes: readonly Event[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

const fields = 'version status cause feedCursor verification { id }';
const query = `query ($first: Int, $after: String, $filter: VerificationEventFilter) {
  verificationEvents(first: $first, after: $after, filter: $filter) {
    edges { cursor node { ${fields} } }
    nodes { ${fields} }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;
const subscription = `subscription ($after: String, $filter: VerificationEventFilter) {
  verificationEvents(after: $after, filter: $filter) { ${fields} }
}`;

async function read(app: TestApp, variables: Record<string, unknown> = {}): Promise<Page> {
  return (await app.query<{ verificationEvents: Page }>(query, variables)).verificationEvents;
}

/** The page, once it has that many events: on PostgreSQL an event gets its place a moment after its commit. */
async function readUntil(app: TestApp, count: number): Promise<Page> {
  for (;;) {
    const page = await read(app, { first: 1000 });
    if (page.nodes.length >= count) return page;
  }
}

function follow(
  app: TestApp,
  variables: Record<string, unknown> = {},
): Subscription<{ verificationEvents: Event }> {
  const events = app.subscribe<{ verificationEvents: Event }>(subscription, variables);
  opened.keep({ close: () => events.stop() });
  return events;
}

const nameOf = ({ verification, version }: Event) => `${verification.id} ${version}`;

/** Two accounts with three events each, one of them approved and one rejected. */
async function fill({ app, oneNet }: Scene): Promise<readonly string[]> {
  const one = await startAtOneNet(app, oneNet, { guid: 'account-of-liu' });
  const other = await startAtOneNet(app, oneNet, { guid: 'account-of-ouyang' });
  await pushAccepted(one.callbackUrl, laterPush(one, 1, '0'));
  await pushAccepted(other.callbackUrl, laterPush(other, 1, '2'));
  const [a, b] = [one.id, other.id];
  return [`${a} 1`, `${a} 2`, `${b} 1`, `${b} 2`, `${a} 3`, `${b} 3`];
}

describe.each(['SQLite', 'PostgreSQL'])('verificationEvents on %s', (kind) => {
  const env = async (): Promise<Record<string, string>> =>
    kind === 'SQLite'
      ? {}
      : { DATABASE_URL: await postgres.createDatabase(), ENCRYPTION_KEYS: `test:${base64Key(7)}` };

  it('returns the events of all accounts in one order, from any cursor and through any filter', async () => {
    const made = await scene(await env());
    const { app } = made;
    const names = await fill(made);
    const all = await readUntil(app, 6);

    expect(all.nodes.map(nameOf)).toEqual(names);
    expect(all.edges.map(({ node }) => node)).toEqual(all.nodes);
    expect(all.edges.map(({ cursor }) => cursor)).toEqual(all.nodes.map(({ feedCursor }) => feedCursor));
    expect(all.pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: all.edges[0]?.cursor,
      endCursor: all.edges[5]?.cursor,
    });
    for (const [place, { cursor: after }] of all.edges.entries()) {
      const page = await read(app, { after, first: 2 });
      expect(page.nodes.map(nameOf)).toEqual(names.slice(place + 1, place + 3));
      expect(page.pageInfo).toMatchObject({ hasNextPage: place < 3, hasPreviousPage: true });
    }

    const second = all.edges[1]?.cursor;
    const filters: [Record<string, unknown>, number[]][] = [
      [{ guid: 'account-of-ouyang' }, [2, 3, 5]],
      [{ status: ['APPROVED', 'REJECTED'] }, [4, 5]],
      [{ cause: ['REQUESTED'] }, [2]],
      [{ provider: ['ONENET'], method: ['ONENET_PAGE'], environment: 'LIVE' }, [2, 3, 4, 5]],
      [{ environment: 'SANDBOX' }, []],
      [{ provider: ['UCENTER'] }, []],
      [{ status: [] }, []],
      [{ guid: null, status: null }, [2, 3, 4, 5]],
    ];
    for (const [filter, places] of filters) {
      const page = await read(app, { after: second, filter });
      expect(page.nodes.map(nameOf)).toEqual(places.map((place) => names[place]));
      expect(page.pageInfo.hasNextPage).toBe(false);
    }
  });

  it('streams the same order after a cursor, and without one begins with the next event', async () => {
    const made = await scene(await env());
    const { app, oneNet } = made;
    const names = await fill(made);
    const all = await readUntil(app, 6);
    const behind = follow(app, { after: all.edges[2]?.cursor });
    const filtered = follow(app, { after: all.edges[0]?.cursor, filter: { guid: 'account-of-liu' } });
    for (const name of names.slice(3)) expect(nameOf((await behind.next()).verificationEvents)).toBe(name);
    for (const place of [1, 4]) {
      expect(nameOf((await filtered.next()).verificationEvents)).toBe(names[place]);
    }

    const stream = opened.keep(await openEventStream(app.url, subscription));
    const next = await startAtOneNet(app, oneNet, { guid: 'account-of-liu' });
    expect(nameOf((await behind.next()).verificationEvents)).toBe(`${next.id} 1`);
    expect(await stream.next()).toMatchObject({
      data: { verificationEvents: { verification: { id: next.id }, version: 1 } },
    });
    expect(nameOf((await filtered.next()).verificationEvents)).toBe(`${next.id} 1`);
  });

  it('gives an event the same feedCursor wherever it is read', async () => {
    const made = await scene(await env());
    const { app } = made;
    await fill(made);
    const { nodes } = await readUntil(app, 6);
    const [event] = nodes;
    const { verification } = await app.query<{ verification: { history: readonly Event[] } }>(
      `query ($id: ID!) { verification(id: $id) { history { ${fields} } } }`,
      { id: event?.verification.id },
    );
    const own = nodes.filter((node) => node.verification.id === event?.verification.id);
    expect(verification.history).toEqual(own);
  });
});

describe('verificationEvents', () => {
  it('arrives the same over SSE, multipart and router callback, and resumes after Last-Event-ID', async () => {
    const made = await scene();
    const { app } = made;
    await fill(made);
    const all = await read(app);
    const after = all.edges[0]?.cursor;

    const stream = opened.keep(await openEventStream(app.url, subscription, { variables: { after } }));
    expect(await stream.next()).toMatchObject({ data: { verificationEvents: all.nodes[1] } });
    expect(stream.lastId()).toBe(all.edges[1]?.cursor);
    const resumed = opened.keep(
      await openEventStream(app.url, subscription, {
        variables: { after },
        headers: { 'last-event-id': all.edges[3]?.cursor ?? '' },
      }),
    );
    expect(await resumed.next()).toMatchObject({ data: { verificationEvents: all.nodes[4] } });

    const multipart = opened.keep(
      await openMultipartStream(app.url, { query: subscription, variables: { after } }),
    );
    let part: unknown = {};
    while (JSON.stringify(part) === '{}') part = await multipart.next();
    expect(part).toMatchObject({ payload: { data: { verificationEvents: all.nodes[1] } } });

    const router = opened.keep(await openCallbackRouter());
    const extensions = { subscription: callbackWish(router.url) };
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: subscription, variables: { after }, extensions }),
    });
    expect(response.status).toBe(200);
    const { payload } = await router.until(({ action }) => action === 'next');
    expect(payload).toMatchObject({ data: { verificationEvents: all.nodes[1] } });
  });

  it('refuses a page size outside 0 to 1,000, and cursors that it has never given', async () => {
    const made = await scene();
    const { app } = made;
    await fill(made);
    const codeOf = async (variables: Record<string, unknown>) =>
      (await app.send(query, variables)).errors?.map(({ extensions }) => extensions?.code);
    for (const first of [-1, 1001]) expect(await codeOf({ first })).toEqual(['BAD_USER_INPUT']);
    const encoded = (text: string) => Buffer.from(text).toString('base64url');
    const { edges } = await read(app);
    const known = edges[0]?.cursor ?? '';
    const invented = [
      '',
      'nonsense',
      encoded('v1:1'),
      encoded('f1:1:000000000000'),
      encoded('f1:99:0123456789ab'),
      `${known}=`,
      known.slice(0, -2),
    ];
    for (const after of invented) {
      expect(await codeOf({ after })).toEqual(['BAD_USER_INPUT']);
      await expect(follow(app, { after }).next()).rejects.toThrow('BAD_USER_INPUT');
    }
    expect((await read(app, { first: 0 })).pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
    expect((await read(app, { first: 1000 })).nodes).toHaveLength(6);
    expect((await read(app, { first: null })).nodes).toHaveLength(6);
  });

  it('refuses a cursor of a history that a restored backup has undone, although its place is in use again', async () => {
    const folder = temporaryFolder();
    const oneNet = opened.keep(await openFakeOneNet());
    const path = join(folder.path, 'realname.db');
    const env = {
      ...oneNet.env,
      DATABASE_URL: `sqlite:${path}`,
      ENCRYPTION_KEYS: `test:${base64Key(7)}`,
    };
    try {
      const before = await startTestApp({ env });
      await startAtOneNet(before, oneNet);
      await before.close();
      copyFileSync(path, `${path}.backup`);
      const undone = await startTestApp({ env });
      await startAtOneNet(undone, oneNet);
      const cursors = (await read(undone)).edges.map(({ cursor }) => cursor);
      expect(cursors).toHaveLength(4);
      await undone.close();
      copyFileSync(`${path}.backup`, path);

      const restored = opened.keep(await startTestApp({ env }));
      const [, , lost] = cursors;
      await startAtOneNet(restored, oneNet);
      await startAtOneNet(restored, oneNet);
      expect((await read(restored)).nodes).toHaveLength(6);
      expect((await read(restored, { after: cursors[1] })).nodes).toHaveLength(4);
      const { errors } = await restored.send(query, { after: lost });
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    } finally {
      folder.remove();
    }
  });

  it('needs the scope realname:read', async () => {
    const made = await scene();
    await fill(made);
    const headers = { 'x-dev-scopes': 'realname:write realname:webhooks' };
    const { errors } = await made.app.send(query, {}, headers);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const events = made.app.subscribe(subscription, {}, headers);
    await expect(events.next()).rejects.toThrow('FORBIDDEN');
    await events.stop();
  });
});
