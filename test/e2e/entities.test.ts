import { startTestApp, type TestApp } from '../support/app';
import { closeAfterEach } from '../support/closing';
import { type FakeOneNet, openFakeOneNet, startAtOneNet } from '../support/fake-onenet';
import { bearer, openIdentityProvider } from '../support/identity-provider';
import { laterPush, pushAccepted } from '../support/onenet-push';
import { range } from '../support/updates';

const opened = closeAfterEach();

const stranger = { 'x-dev-guid': 'stranger', 'x-dev-scopes': 'realname:write' };

async function scene(): Promise<{ app: TestApp; oneNet: FakeOneNet }> {
  const oneNet = opened.keep(await openFakeOneNet());
  return { oneNet, app: opened.keep(await startTestApp({ env: oneNet.env })) };
}

const entitiesQuery = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    __typename
    ... on Verification { id status user { guid } }
    ... on User {
      guid isRealNameVerified
      latestVerification { id }
      onPage: latestVerification(method: ONENET_PAGE) { id }
      byPhone: latestVerification(method: MOBILE_OWNER) { id }
      verifications(first: 1) { nodes { id } pageInfo { hasNextPage } }
    }
  }
}`;

type Entity = Record<string, unknown> | null;

async function entities(
  app: TestApp,
  representations: readonly object[],
  headers: Record<string, string> = {},
): Promise<readonly Entity[]> {
  const data = await app.query<{ _entities: Entity[] }>(entitiesQuery, { representations }, headers);
  return data['_entities'];
}

const verificationOf = (id: string) => ({ __typename: 'Verification', id });
const userOf = (guid: string) => ({ __typename: 'User', guid });

/** The answer for an account that is unknown, or not the caller's. */
const unknownUser = (guid: string) => ({
  __typename: 'User',
  guid,
  isRealNameVerified: false,
  latestVerification: null,
  onPage: null,
  byPhone: null,
  verifications: { nodes: [], pageInfo: { hasNextPage: false } },
});

describe('an entity reference to a Verification', () => {
  it("resolves for callers who may see it; another account's is null as an unknown one", async () => {
    const { app, oneNet } = await scene();
    const mine = await startAtOneNet(app, oneNet, {}, { 'x-dev-guid': 'stranger' });
    const { id } = await startAtOneNet(app, oneNet, { guid: 'account-of-liu' });

    const found = await entities(app, [id, 'no-such', mine.id].map(verificationOf), stranger);

    expect(found).toEqual([null, null, expect.objectContaining({ id: mine.id })]);
    expect(await entities(app, [verificationOf(id)])).toEqual([
      { __typename: 'Verification', id, status: 'AWAITING_USER', user: { guid: 'account-of-liu' } },
    ]);
  });
});

describe('an entity reference to a User', () => {
  it('resolves what the account has verified', async () => {
    const { app, oneNet } = await scene();
    const guid = 'account-of-liu';
    const [first, , third] = [
      await startAtOneNet(app, oneNet, { guid }),
      await startAtOneNet(app, oneNet, { guid }),
      await startAtOneNet(app, oneNet, { guid }),
    ];
    await pushAccepted(first.callbackUrl, laterPush(first, 1, '0'));

    expect(await entities(app, [userOf(guid)])).toEqual([
      {
        __typename: 'User',
        guid,
        isRealNameVerified: true,
        latestVerification: { id: third.id },
        onPage: { id: third.id },
        byPhone: null,
        verifications: { nodes: [{ id: third.id }], pageInfo: { hasNextPage: true } },
      },
    ]);
  });

  it('is not verified by a review, a rejection, or a revoked approval', async () => {
    const { app, oneNet } = await scene();
    const ends = ['1', '2', '0', '4'];
    const seen = [];
    const started = await startAtOneNet(app, oneNet, { guid: 'account-of-liu' });
    for (const [n, status] of ends.entries()) {
      await pushAccepted(started.callbackUrl, laterPush(started, n, status));
      const [user] = await entities(app, [userOf('account-of-liu')]);
      seen.push(user?.['isRealNameVerified']);
    }

    expect(seen).toEqual([false, false, true, false]);
  });

  it('stays verified by an approval that was not revoked, whatever happened to others', async () => {
    const { app, oneNet } = await scene();
    const [older, newer] = [await startAtOneNet(app, oneNet), await startAtOneNet(app, oneNet)];
    await pushAccepted(older.callbackUrl, laterPush(older, 1, '0'));
    await pushAccepted(newer.callbackUrl, laterPush(newer, 2, '0'));
    expect(await entities(app, [userOf('dev-user')])).toMatchObject([{ isRealNameVerified: true }]);

    await pushAccepted(newer.callbackUrl, laterPush(newer, 3, '4'));
    expect(await entities(app, [userOf('dev-user')])).toMatchObject([{ isRealNameVerified: true }]);

    await pushAccepted(older.callbackUrl, laterPush(older, 4, '4'));
    expect(await entities(app, [userOf('dev-user')])).toMatchObject([{ isRealNameVerified: false }]);
  });

  it("resolves to an unverified account if the account is unknown or another's", async () => {
    const { app, oneNet } = await scene();
    const started = await startAtOneNet(app, oneNet, { guid: 'account-of-liu' });
    await pushAccepted(started.callbackUrl, laterPush(started, 1, '0'));

    const found = await entities(app, [userOf('account-of-liu'), userOf('no-such')], stranger);

    expect(found).toEqual([unknownUser('account-of-liu'), unknownUser('no-such')]);
  });

  it('cannot show another account through a filter', async () => {
    const { app, oneNet } = await scene();
    await startAtOneNet(app, oneNet, { guid: 'account-of-liu' });
    const query = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) {
        ... on User { verifications(filter: { guid: "account-of-liu" }) { nodes { id } } }
      }
    }`;

    const data = await app.query(query, { representations: [userOf('stranger')] }, stranger);

    expect(data).toEqual({ _entities: [{ verifications: { nodes: [] } }] });
  });
});

describe('a batch of entity references', () => {
  it('to 1,000 verifications and users is answered in one request, in order', async () => {
    const { app, oneNet } = await scene();
    const made = await Promise.all(
      range(1, 50).map((n) => startAtOneNet(app, oneNet, { guid: `account-${n}` })),
    );
    await Promise.all(made.map((started) => pushAccepted(started.callbackUrl, laterPush(started, 1, '0'))));
    const ids = range(0, 499).map((n) => (n % 3 === 0 ? `no-such-${n}` : (made[n % 50]?.id ?? '')));
    const guids = range(0, 499).map((n) => `account-${n + 1}`);

    const found = await entities(app, [...ids.map(verificationOf), ...guids.map(userOf)]);

    expect(found).toHaveLength(1000);
    expect(found.slice(0, 500).map((entity) => entity?.['id'] ?? null)).toEqual(
      ids.map((id) => (id.startsWith('no-such') ? null : id)),
    );
    expect(found.slice(500).map((entity) => [entity?.['guid'], entity?.['isRealNameVerified']])).toEqual(
      guids.map((guid, n) => [guid, n < 50]),
    );
  });
});

describe('an entity reference without a token', () => {
  it('resolves a Verification to null, and a User to an unverified one', async () => {
    const login = opened.keep(await openIdentityProvider());
    const app = opened.keep(await startTestApp({ env: login.env }));
    const { startOneNetVerification } = await app.query<{
      startOneNetVerification: { verification: { id: string } };
    }>(
      'mutation { startOneNetVerification(input: { userId: 1, phone: "19912349999" }) { verification { id } } }',
      {},
      bearer(await login.token()),
    );
    const { id } = startOneNetVerification.verification;

    expect(await entities(app, [verificationOf(id), userOf('account-of-liu')])).toEqual([
      null,
      unknownUser('account-of-liu'),
    ]);
  });
});

describe('an invalid entity representation', () => {
  it.each([
    ['without its key', { __typename: 'Verification' }],
    ['with null for its key', { __typename: 'Verification', id: null }],
    ['with a key of a wrong type', { __typename: 'Verification', id: { $ne: '1' } }],
    ['of a user without its key', { __typename: 'User' }],
    ['of a user with a key of a wrong type', { __typename: 'User', guid: ['account-of-liu'] }],
    ['of an unknown type', { __typename: 'Nothing', id: '1' }],
    ['of a type that is no entity', { __typename: 'AuditInfo', id: '1' }],
    ['without a type', { id: '1' }],
    ['with a type of a wrong type', { __typename: ['Verification'], id: '1' }],
  ])('%s is BAD_USER_INPUT, and does not affect the others', async (_what, representation) => {
    const { app } = await scene();

    const answer = await app.send(entitiesQuery, {
      representations: [representation, userOf('account-of-liu')],
    });

    expect(answer).toEqual({
      data: { _entities: [null, unknownUser('account-of-liu')] },
      errors: [expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } })],
    });
    expect(app.logLines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('may have a number as its key, as any ID may', async () => {
    const { app, oneNet } = await scene();
    const started = await startAtOneNet(app, oneNet, { guid: '4711' });

    const found = await entities(app, [{ __typename: 'User', guid: 4711 }]);

    expect(found).toMatchObject([{ guid: '4711', latestVerification: { id: started.id } }]);
  });
});
