import { startTestApp, type TestApp } from '../../support/app';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { openFakeOneNet, startAtOneNet } from '../../support/fake-onenet';
import { pushAccepted, samplePush } from '../../support/onenet-push';
import { liu } from '../../support/people';
import { range } from '../../support/updates';

const opened = closeAfterEach();

const liusHeaders = { 'x-dev-guid': 'account-of-liu', 'x-dev-scopes': 'none' };
const strangersHeaders = { 'x-dev-guid': 'stranger', 'x-dev-scopes': 'realname:write' };
const clerksHeaders = { 'x-dev-guid': 'clerk', 'x-dev-scopes': 'realname:read' };

async function scene(options: Parameters<typeof startTestApp>[0] = {}) {
  const oneNet = opened.keep(await openFakeOneNet());
  const app = opened.keep(await startTestApp({ ...options, env: { ...oneNet.env, ...options.env } }));
  return { app, oneNet };
}

describe('the query verification', () => {
  const query = 'query ($id: ID!) { verification(id: $id) { id } }';

  it('is visible to the owner and to realname:read; other callers get the same null as for an unknown id', async () => {
    const { app, oneNet } = await scene();
    const { id } = await startAtOneNet(app, oneNet, {}, liusHeaders);

    expect(await app.send(query, { id }, liusHeaders)).toEqual({ data: { verification: { id } } });
    expect(await app.send(query, { id }, clerksHeaders)).toEqual({ data: { verification: { id } } });
    const foreign = await app.send(query, { id }, strangersHeaders);
    expect(foreign).toEqual({ data: { verification: null } });
    for (const unknown of ['no-such', '', `${id}0`, "' or 1=1 --", id.toUpperCase()]) {
      expect(await app.send(query, { id: unknown }, clerksHeaders)).toEqual(foreign);
    }
  });

  it('can be sent by GET', async () => {
    const { app, oneNet } = await scene();
    const { id } = await startAtOneNet(app, oneNet);
    const search = new URLSearchParams({ query, variables: JSON.stringify({ id }) });

    const response = await fetch(`${app.url}/graphql?${search}`, {
      headers: { 'apollo-require-preflight': 'yes' },
    });

    expect(await response.json()).toEqual({ data: { verification: { id } } });
  });
});

describe('the query verificationByBusiSeq', () => {
  const query = 'query ($busiSeq: String!) { verificationByBusiSeq(busiSeq: $busiSeq) { id } }';

  it("finds the verification with OneNET's number, for callers who may see it", async () => {
    const { app, oneNet } = await scene();
    const { id, busiSeq } = await startAtOneNet(app, oneNet, {}, liusHeaders);
    await startAtOneNet(app, oneNet, {}, liusHeaders);

    const found = { data: { verificationByBusiSeq: { id } } };
    const nothing = { data: { verificationByBusiSeq: null } };
    expect(await app.send(query, { busiSeq }, liusHeaders)).toEqual(found);
    expect(await app.send(query, { busiSeq }, clerksHeaders)).toEqual(found);
    expect(await app.send(query, { busiSeq }, strangersHeaders)).toEqual(nothing);
    expect(await app.send(query, { busiSeq: 'OneNET0' }, clerksHeaders)).toEqual(nothing);
    expect(await app.send(query, { busiSeq: '' }, clerksHeaders)).toEqual(nothing);
  });
});

interface Page {
  readonly edges: readonly { cursor: string; node: { id: string; createdAt: string } }[];
  readonly nodes: readonly { id: string }[];
  readonly pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

const list = `query ($first: Int, $after: String, $filter: VerificationFilter) {
  verifications(first: $first, after: $after, filter: $filter) {
    edges { cursor node { id createdAt } }
    nodes { id }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

async function pageOf(app: TestApp, variables: Record<string, unknown> = {}): Promise<Page> {
  return (await app.query<{ verifications: Page }>(list, variables, clerksHeaders)).verifications;
}

const idsOf = (page: Page) => page.nodes.map(({ id }) => id);

describe('the query verifications', () => {
  it('pages to the end, newest first, with many created at the same moment', async () => {
    const clock = testClock();
    const { app, oneNet } = await scene({ now: clock.now });
    const moments = [1, 7, 1, 6];
    for (const [n, count] of moments.entries()) {
      await Promise.all(range(1, count).map(() => startAtOneNet(app, oneNet, { guid: `account-${n}` })));
      clock.advance(1);
    }

    const pages = [await pageOf(app, { first: 4 })];
    for (let last = pages.at(-1); last?.pageInfo.hasNextPage; last = pages.at(-1)) {
      pages.push(await pageOf(app, { first: 4, after: last.pageInfo.endCursor }));
    }

    expect(pages.map((page) => page.nodes.length)).toEqual([4, 4, 4, 3]);
    const edges = pages.flatMap((page) => page.edges);
    expect(new Set(edges.map(({ node }) => node.id)).size).toBe(15);
    const times = edges.map(({ node }) => node.createdAt);
    expect(times).toEqual([...times].sort().reverse());
    for (const [n, { edges: own, nodes, pageInfo }] of pages.entries()) {
      expect(nodes.map(({ id }) => id)).toEqual(own.map(({ node }) => node.id));
      expect(pageInfo).toEqual({
        hasNextPage: n < 3,
        hasPreviousPage: n > 0,
        startCursor: own.at(0)?.cursor,
        endCursor: own.at(-1)?.cursor,
      });
    }
  });

  it('continues after any cursor, and newer verifications do not shift it', async () => {
    const { app, oneNet } = await scene();
    for (const _ of range(1, 5)) await startAtOneNet(app, oneNet);
    const all = await pageOf(app);
    await startAtOneNet(app, oneNet);

    const behind = await pageOf(app, { after: all.edges[1]?.cursor });

    expect(idsOf(behind)).toEqual(idsOf(all).slice(2));
    expect(behind.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it('returns an empty page if there are none', async () => {
    const { app } = await scene();

    expect(await pageOf(app)).toEqual({
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  it('returns 20 if first is omitted or null, and at most 100', async () => {
    const { app, oneNet } = await scene();
    await Promise.all(range(1, 25).map(() => startAtOneNet(app, oneNet)));

    expect((await pageOf(app)).nodes).toHaveLength(20);
    expect((await pageOf(app, { first: null })).nodes).toHaveLength(20);
    expect((await pageOf(app, { first: 100 })).nodes).toHaveLength(25);
    expect((await pageOf(app, { first: 25 })).pageInfo.hasNextPage).toBe(false);
  });

  it.each([0, -1, 101, 2_147_483_647])('refuses first: %d', async (first) => {
    const { app } = await scene();

    const answer = await app.send(list, { first }, clerksHeaders);

    expect(answer).toMatchObject({
      errors: [{ message: expect.stringContaining('first'), extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  it.each([
    '',
    'nonsense',
    Buffer.from('v1:1').toString('base64url'),
    Buffer.from('p1:x:y').toString('base64url'),
  ])('refuses the cursor "%s"', async (after) => {
    const { app } = await scene();

    const answer = await app.send(list, { after }, clerksHeaders);

    expect(answer).toMatchObject({
      errors: [{ message: expect.stringContaining('after'), extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  it('requires realname:read', async () => {
    const { app } = await scene();

    const answer = await app.send(list, {}, strangersHeaders);

    expect(answer).toMatchObject({ data: null, errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });
});

describe('a filter of verifications', () => {
  /** Three accounts, two providers, several ends; one minute after the other. */
  async function filled() {
    const clock = testClock();
    const app = opened.keep(await startTestApp({ now: clock.now, env: { SANDBOX: 'on' } }));
    const made: Record<string, string> = {};
    const keep = async (name: string, mutation: string, input: Record<string, unknown>) => {
      const type = `${mutation.slice(0, 1).toUpperCase()}${mutation.slice(1)}Input`;
      const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { verification { id } } }`;
      const data = await app.query<Record<string, { verification: { id: string } }>>(document, { input });
      made[name] = data[mutation]?.verification.id ?? '';
      clock.advance(60_000);
    };
    const owner = { idCard: liu.identityNo, userName: liu.realName };
    await keep('failed', 'startOneNetVerification', { userId: 1, phone: '15415400008', guid: 'liu' });
    await keep('waiting', 'startOneNetVerification', { userId: 1, phone: '19912349999', guid: 'liu' });
    await keep('approved', 'verifyMobileOwner', { ...owner, mobileNo: '19912345678', guid: 'liu' });
    await keep('rejected', 'verifyMobileOwner', { ...owner, mobileNo: '15415400001', guid: 'ouyang' });
    const names = new Map(Object.entries(made).map(([name, id]) => [id, name]));
    const find = async (filter: Record<string, unknown>) =>
      idsOf(await pageOf(app, { filter })).map((id) => names.get(id));
    return { find, clock };
  }

  it('narrows by account, provider, method and status; its fields narrow each other', async () => {
    const { find } = await filled();

    expect(await find({})).toEqual(['rejected', 'approved', 'waiting', 'failed']);
    expect(await find({ guid: 'liu' })).toEqual(['approved', 'waiting', 'failed']);
    expect(await find({ guid: 'nobody' })).toEqual([]);
    expect(await find({ provider: ['ONENET'] })).toEqual(['waiting', 'failed']);
    expect(await find({ provider: ['ONENET', 'YUXIN'] })).toHaveLength(4);
    expect(await find({ method: ['MOBILE_OWNER', 'LINKID_PAGE'] })).toEqual(['rejected', 'approved']);
    expect(await find({ status: ['FAILED', 'REJECTED'] })).toEqual(['rejected', 'failed']);
    expect(await find({ guid: 'liu', provider: ['YUXIN'], status: ['APPROVED'] })).toEqual(['approved']);
    expect(await find({ guid: 'ouyang', provider: ['ONENET'] })).toEqual([]);
  });

  it('ignores a field that is null, and an empty list matches none', async () => {
    const { find } = await filled();

    expect(await find({ guid: null, provider: null, status: null, createdAfter: null })).toHaveLength(4);
    expect(await find({ status: [] })).toEqual([]);
  });

  it('narrows by time, both ends excluded, in any time zone', async () => {
    const { find } = await filled();

    expect(await find({ createdAfter: '2026-03-02T01:00:00.000Z' })).toEqual([
      'rejected',
      'approved',
      'waiting',
    ]);
    expect(await find({ createdBefore: '2026-03-02T09:03:00+08:00' })).toEqual([
      'approved',
      'waiting',
      'failed',
    ]);
    expect(
      await find({ createdAfter: '2026-03-02T01:00:59.999Z', createdBefore: '2026-03-02T01:01:00.001Z' }),
    ).toEqual(['waiting']);
  });

  it('applies to every page', async () => {
    const { app, oneNet } = await scene();
    for (const n of range(1, 9)) {
      const started = await startAtOneNet(app, oneNet, { guid: `account-${n % 2}` });
      if (n % 3 === 0) await pushAccepted(started.callbackUrl, samplePush(started));
    }
    const filter = { guid: 'account-1', status: ['AWAITING_USER'] };

    const first = await pageOf(app, { first: 2, filter });
    const second = await pageOf(app, { first: 2, filter, after: first.pageInfo.endCursor });

    expect([first.nodes.length, second.nodes.length]).toEqual([2, 1]);
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect(second.pageInfo.hasNextPage).toBe(false);
  });
});

describe('the query verificationMethods', () => {
  const query = '{ verificationMethods { method provider enabled mutation deferred description } }';
  type Methods = {
    verificationMethods: { method: string; enabled: boolean; mutation: string; provider: string }[];
  };

  it('lists every method of every provider, and whether it is enabled', async () => {
    const { app } = await scene();

    const { verificationMethods } = await app.query<Methods>(query);

    expect(verificationMethods.filter(({ enabled }) => enabled)).toMatchObject([
      { method: 'ONENET_PAGE', provider: 'ONENET', mutation: 'startOneNetVerification', deferred: true },
    ]);
    expect(new Set(verificationMethods.map(({ method }) => method)).size).toBe(12);
    const mutations = await app.query<{ __type: { fields: { name: string }[] } }>(
      '{ __type(name: "Mutation") { fields { name } } }',
    );
    const known = mutations['__type'].fields.map(({ name }) => name);
    for (const { mutation } of verificationMethods) expect(known).toContain(mutation);
  });

  it('lists all methods as enabled with the sandbox', async () => {
    const app = opened.keep(await startTestApp());

    const { verificationMethods } = await app.query<Methods>(query);

    expect(verificationMethods.filter(({ enabled }) => !enabled)).toEqual([]);
  });
});
