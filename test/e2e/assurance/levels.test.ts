import { join } from 'node:path';
import { startTestApp, type TestApp } from '../../support/app';
import {
  approve,
  byImport,
  byOwner,
  bySms,
  codesOf,
  custInfoOf,
  openLiveYuxin,
  type SeenUser,
  send,
  userFields,
  viewer,
  zhen,
} from '../../support/assured';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { openFakeOneNet, startAtOneNet } from '../../support/fake-onenet';
import { bearer, openIdentityProvider } from '../../support/identity-provider';
import { pushAccepted, samplePush } from '../../support/onenet-push';
import { as } from '../../support/ucenter';
import { scrape } from '../../telemetry/scrape';

const opened = closeAfterEach();
const me = as('account-of-zhen');
const dayMs = 86_400_000;

const open = async (options: Parameters<typeof startTestApp>[0] = {}): Promise<TestApp> =>
  opened.keep(await startTestApp(options));

describe('an SMS code alone', () => {
  it('gives the level CONTACT and no verified real name, in every field', async () => {
    const app = await open();
    const { id, assurance } = await bySms(app, me);

    expect(assurance).toMatchObject({ level: 'CONTACT', identity: 'NONE', binding: 'POSSESSION' });
    const expected = {
      isRealNameVerified: false,
      low: false,
      contact: true,
      assurance: { level: 'CONTACT' },
    };
    const { guid } = { guid: 'account-of-zhen' };
    const doors = await app.query<Record<string, unknown>>(
      `query ($id: ID!, $r: [_Any!]!, $guid: ID!) {
        verification(id: $id) { assurance { level } user ${userFields} }
        verificationViewer ${userFields}
        verifications(filter: { guid: $guid }) { nodes { assurance { level } user ${userFields} } }
        _entities(representations: $r) {
          ... on User ${userFields}
          ... on Verification { assurance { level } user ${userFields} }
        }
      }`,
      {
        id,
        guid,
        r: [
          { __typename: 'User', guid },
          { __typename: 'Verification', id },
        ],
      },
      as('account-of-zhen', 'realname:read'),
    );
    const verification = { assurance: { level: 'CONTACT' }, user: expected };
    expect(doors).toMatchObject({
      verification,
      verificationViewer: expected,
      verifications: { nodes: [verification] },
      _entities: [expected, verification],
    });

    const stream = app.subscribe<{ verificationUpdated: Record<string, unknown> }>(
      `subscription ($id: ID!) { verificationUpdated(id: $id, sinceVersion: 1) {
        previousStatus status assuranceLevel verification { assurance { level } user ${userFields} } } }`,
      { id },
      me,
    );
    expect((await stream.next()).verificationUpdated).toMatchObject({
      previousStatus: 'PENDING',
      status: 'APPROVED',
      assuranceLevel: 'CONTACT',
      verification,
    });
    await stream.stop();
  });

  it('and the phone known to the carrier together give SUBSTANTIAL', async () => {
    const app = await open();
    await bySms(app, me);
    await byOwner(app, me);

    const { assurance, isRealNameVerified } = await viewer(app, me);

    expect(assurance).toMatchObject({ level: 'SUBSTANTIAL', identity: 'MATCHED', binding: 'POSSESSION' });
    expect(codesOf(assurance)).toEqual(['METHOD', 'SANDBOX', 'PHONE_CONFIRMED']);
    expect(isRealNameVerified).toBe(true);
  });
});

describe('the assurance level of an account', () => {
  it('is null for an unknown account as for one that the caller may not see', async () => {
    const app = await open();
    await byImport(app, as('account-of-another'));
    const guids = ['account-of-another', 'no-such'];

    const { _entities } = await app.query<{ _entities: SeenUser[] }>(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on User ${userFields} } }`,
      { r: guids.map((guid) => ({ __typename: 'User', guid })) },
      me,
    );

    expect(_entities[0]).toEqual(_entities[1]);
    expect(_entities[0]).toMatchObject({
      isRealNameVerified: false,
      assurance: { level: 'NONE', identity: 'NONE', channel: 'NONE', validUntil: null },
    });
  });

  it('is held at LOW by two different identity numbers', async () => {
    const app = await open();
    await byOwner(app, me);
    await byOwner(app, me, { identityNo: '330102198503020013' });
    await bySms(app, me);

    const { assurance } = await viewer(app, me);

    expect(assurance.level).toBe('LOW');
    expect(codesOf(assurance)).toEqual(['METHOD', 'SANDBOX', 'IDENTITY_INCONSISTENT']);
  });

  it('lapses at the moment announced in validUntil', async () => {
    const clock = testClock();
    const app = await open({ now: clock.now });
    await byOwner(app, me);
    const lapse = new Date(clock.now().getTime() + 365 * dayMs);
    expect((await viewer(app, me)).assurance).toMatchObject({
      level: 'LOW',
      validUntil: lapse.toISOString(),
    });

    clock.advance(365 * dayMs);

    const { assurance, isRealNameVerified } = await viewer(app, me);
    expect(isRealNameVerified).toBe(false);
    expect(assurance).toMatchObject({ level: 'NONE', identity: 'MATCHED', validUntil: lapse.toISOString() });
    expect(codesOf(assurance)).toContain('LAPSED');
  });

  it('survives redaction, with the reason', async () => {
    const app = await open();
    const { id } = await byOwner(app, me);
    await app.query('mutation ($id: ID!) { redactVerification(id: $id) { verification { id } } }', { id });

    const { assurance } = await viewer(app, me);

    expect(assurance.level).toBe('LOW');
    expect(codesOf(assurance)).toEqual(['METHOD', 'SANDBOX', 'REDACTED']);
  });
});

describe('OneNET and the carrier', () => {
  async function scene() {
    const oneNet = opened.keep(await openFakeOneNet());
    const yuxin = opened.keep(await openLiveYuxin());
    const app = await open({ env: { ...oneNet.env, ...yuxin.env } });
    const page = async (certExpDate: number | string = 0) => {
      const started = await startAtOneNet(app, oneNet, { phone: zhen.mobileNo }, me);
      const push = { ...samplePush(started), custInfo: custInfoOf(zhen, certExpDate) };
      await pushAccepted(started.callbackUrl, push);
    };
    return { app, page };
  }

  it('give HIGH, corroborated, if they agree on the whole person', async () => {
    const { app, page } = await scene();
    await page();
    expect((await viewer(app, me)).assurance).toMatchObject({
      level: 'SUBSTANTIAL',
      identity: 'AUTHORITATIVE',
      channel: 'UNSIGNED_PUSH',
    });
    await byOwner(app, me);

    const { assurance } = await viewer(app, me);

    expect(assurance).toMatchObject({ level: 'HIGH', binding: 'LIVE_FACE', channel: 'CORROBORATED' });
    expect(codesOf(assurance)).toEqual(['METHOD', 'UNSIGNED_CHANNEL', 'CORROBORATED']);
  });

  it('give no level by an expired certificate', async () => {
    const { app, page } = await scene();
    await page(Date.parse('2020-01-01T00:00:00Z'));

    const { assurance } = await viewer(app, me);

    expect(assurance).toMatchObject({ level: 'NONE', validUntil: '2020-01-01T00:00:00.000Z' });
    expect(codesOf(assurance)).toContain('CERTIFICATE_ENDED');
  });

  it("give a level until the end of the certificate's last day in China, written in eight digits", async () => {
    const { app, page } = await scene();
    await page('20991231');

    expect((await viewer(app, me)).assurance).toMatchObject({
      level: 'SUBSTANTIAL',
      validUntil: '2099-12-31T16:00:00.000Z',
    });
  });
});

it('all accounts of an _entities batch are read together', async () => {
  const app = await open();
  const guids = Array.from({ length: 50 }, (_, n) => `account-${n}`);
  for (const guid of guids.slice(0, 3)) await byOwner(app, as(guid));
  const readsFor = async (named: readonly string[]) => {
    const reads = async () =>
      (await scrape(app.metricsUrl)).value('realname_database_seconds_count{kind="read",result="ok"}') ?? 0;
    const before = await reads();
    const { _entities } = await app.query<{ _entities: SeenUser[] }>(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on User ${userFields} } }`,
      { r: named.map((guid) => ({ __typename: 'User', guid })) },
    );
    return { reads: (await reads()) - before, verified: _entities.filter(({ low }) => low).length };
  };

  const { reads, verified } = await readsFor(guids);

  expect(verified).toBe(3);
  // One, and those of the service's own jobs in the meantime; one for each account would be fifty.
  expect(reads).toBeGreaterThan(0);
  expect(reads).toBeLessThan(20);
});

describe('the assurance settings', () => {
  it('REAL_NAME_LEVEL sets the level from which a real name is verified', async () => {
    const [strict, lax] = await Promise.all(
      ['SUBSTANTIAL', 'CONTACT'].map((level) => open({ env: { REAL_NAME_LEVEL: level } })),
    );
    if (!strict || !lax) throw new Error('there are no services');
    await byOwner(strict, me);
    await bySms(lax, me);

    expect(await viewer(strict, me)).toMatchObject({ isRealNameVerified: false, low: true });
    expect(await viewer(lax, me)).toMatchObject({ isRealNameVerified: true, low: false });
  });

  it('ASSURANCE_POLICY changes the level of a method, and every answer names the policy', async () => {
    const path = join(__dirname, '../../fixtures/policies/campus.json');
    const app = await open({ env: { ASSURANCE_POLICY: path } });

    const { assurance } = await byOwner(app, me);

    expect(assurance).toMatchObject({ level: 'SUBSTANTIAL', policy: 'campus/3' });
    const { verificationMethods } = await app.query<{ verificationMethods: object[] }>(
      '{ verificationMethods { method assuranceLevel usesFace } }',
    );
    expect(verificationMethods).toContainEqual({
      method: 'MOBILE_OWNER',
      assuranceLevel: 'SUBSTANTIAL',
      usesFace: false,
    });
    expect(verificationMethods).toContainEqual({
      method: 'WECHAT_FACE',
      assuranceLevel: 'HIGH',
      usesFace: true,
    });
  });

  it('let sandbox approvals count in development only', async () => {
    const login = opened.keep(await openIdentityProvider());
    const [dev, production] = [await open(), await open({ env: login.env })];
    const headers = bearer(await login.token({ sub: 'account-of-zhen' }));

    const [inDev, inProduction] = [await byOwner(dev, me), await byOwner(production, headers)];

    expect([inDev.assurance.level, inProduction.assurance.level]).toEqual(['LOW', 'NONE']);
    expect([codesOf(inDev.assurance), codesOf(inProduction.assurance)]).toEqual(
      Array(2).fill(['METHOD', 'SANDBOX']),
    );
    expect(inProduction.assurance).toMatchObject({ identity: 'MATCHED', channel: 'AUTHENTICATED' });
    expect(await viewer(production, headers)).toMatchObject({ isRealNameVerified: false });
  });
});

it('retryAt says when the next attempt is allowed', async () => {
  const clock = testClock();
  const app = await open({
    now: clock.now,
    env: { ATTEMPTS_PER_TARGET: '1', ATTEMPTS_WINDOW_SECONDS: '600' },
  });
  const input = { mobileNo: zhen.mobileNo, code: '123456' };
  await approve(app, 'verifyByMobile', input, me);
  clock.advance(60_000);

  const { inputErrors } = await send(app, 'verifyByMobile', input, me);

  expect(inputErrors).toEqual([
    expect.objectContaining({
      code: 'TOO_MANY_ATTEMPTS',
      retryAt: new Date(clock.now().getTime() + 540_000).toISOString(),
    }),
  ]);
});
