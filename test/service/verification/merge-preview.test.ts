import type { TestApp } from '../../support/app';
import { startTestApp } from '../../support/app';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { approve, code, openFakeUcenter } from '../../support/fake-ucenter';
import { mergeInput, newAccount, openConflict } from '../../support/merge';
import { as, faultsOf, submitted } from '../../support/ucenter';
import { ucenterMethods } from '../../support/ucenter-inputs';

const opened = closeAfterEach();

interface Preview {
  readonly mobileNo: string | null;
  readonly guid: string | null;
  readonly verifications: number;
  readonly expiresAt: string;
  readonly digest: string;
}

async function previewOf(app: TestApp, id: string, caller = newAccount): Promise<Preview | null> {
  const { mergePreview } = await app.query<{ mergePreview: Preview | null }>(
    'query ($id: ID!) { mergePreview(verificationId: $id) { mobileNo guid verifications expiresAt digest } }',
    { id },
    caller,
  );
  return mergePreview;
}

const staff = as('staff', 'realname:read');

describe('mergePreview', () => {
  it('reports what a merge would move, and until when it is possible', async () => {
    const clock = testClock();
    const { app, conflict } = await openConflict(opened, approve, { now: clock.now });
    const expiresAt = new Date(clock.now().getTime() + 3_600_000).toISOString();
    clock.advance(60_000);

    expect(await previewOf(app, conflict.id)).toEqual({
      mobileNo: '180******11',
      guid: null,
      verifications: 0,
      expiresAt,
      digest: expect.stringMatching(/^\S{20,}$/),
    });
  });

  it('[2] shows the masked number to the account in CONFLICT and to realname:read, the guid to realname:read alone', async () => {
    const { app, conflict } = await openConflict(opened, approve);
    const seen = async (caller: Record<string, string>) => {
      const preview = await previewOf(app, conflict.id, caller);
      const { verification } = await app.query<{
        verification: { conflict: { mobileNo: string | null; guid: string | null } } | null;
      }>(
        'query ($id: ID!) { verification(id: $id) { conflict { mobileNo guid } } }',
        { id: conflict.id },
        caller,
      );
      const pick = (value: { mobileNo: string | null; guid: string | null } | null | undefined) =>
        value ? [value.mobileNo, value.guid] : null;
      return [pick(preview), pick(verification?.conflict)];
    };

    expect(await seen(newAccount)).toEqual([
      ['180******11', null],
      ['180******11', null],
    ]);
    expect(await seen(staff)).toEqual([
      ['180******11', 'old-account'],
      ['180******11', 'old-account'],
    ]);
    expect(await seen(as('stranger', 'realname:write'))).toEqual([null, null]);
  });

  it('is null for a verification that cannot be merged', async () => {
    const { app, conflict } = await openConflict(opened, approve);
    await submitted(app, 'mergeAccount', mergeInput(conflict), newAccount);

    expect(await previewOf(app, conflict.id)).toBeNull();
    expect(await previewOf(app, 'no-such-verification')).toBeNull();
    const ucenter = opened.keep(await openFakeUcenter({ verify: () => code(410) }));
    const other = opened.keep(await startTestApp({ env: ucenter.env }));
    const blocked = await submitted(other, 'verifyByImport', ucenterMethods.IMPORT.least, newAccount);
    expect(await previewOf(other, blocked.id)).toBeNull();
  });

  it('has a digest that binds the merge: a merge with another digest is WRONG_STATE', async () => {
    const app = opened.keep(await startTestApp());
    await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, as('old-account'));
    const conflict = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, newAccount);
    const shown = await previewOf(app, conflict.id);
    expect(shown?.verifications).toBe(1);
    const merge = mergeInput(conflict, { previewDigest: shown?.digest });

    await submitted(app, 'verifyByMobile', ucenterMethods.MOBILE.full, as('old-account'));
    expect(await faultsOf(app, 'mergeAccount', merge, newAccount)).toEqual(['previewDigest WRONG_STATE']);

    const now = await previewOf(app, conflict.id);
    expect(now?.verifications).toBe(2);
    const again = { ...merge, previewDigest: now?.digest };
    expect(await submitted(app, 'mergeAccount', again, newAccount)).toMatchObject({ status: 'APPROVED' });
  });
});

describe('a successful merge', () => {
  it("[2] leaves an event MERGED_AWAY on the old account's verifications, which is no longer verified", async () => {
    const app = opened.keep(await startTestApp());
    const old = as('old-account');
    const { id } = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, old);
    const conflict = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, newAccount);

    await submitted(app, 'mergeAccount', mergeInput(conflict, { code: '654321' }), newAccount);
    const before = await app.query(historyOf, { id }, old);
    await submitted(app, 'mergeAccount', mergeInput(conflict), newAccount);

    expect(before).toMatchObject({ verification: { version: 2, user: { isRealNameVerified: true } } });
    expect(await app.query(historyOf, { id }, old)).toMatchObject({
      verification: {
        version: 3,
        status: 'APPROVED',
        user: { isRealNameVerified: false },
        assurance: { level: 'NONE', reasons: expect.arrayContaining([{ code: 'MERGED_AWAY' }]) },
        history: [{}, {}, { version: 3, status: 'APPROVED', cause: 'MERGED_AWAY' }],
      },
    });
  });
});

const historyOf = `query ($id: ID!) { verification(id: $id) {
  version status user { isRealNameVerified } assurance { level reasons { code } } history { version status cause }
} }`;

describe('the limit of conflicts per caller', () => {
  const meet = (app: TestApp, caller = newAccount) =>
    submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, caller);

  it('[2] is ATTEMPTS_PER_CALLER per window; after that a start is TOO_MANY_ATTEMPTS, and nothing is sent', async () => {
    const clock = testClock();
    const env = { ATTEMPTS_PER_CALLER: '2', ATTEMPTS_WINDOW_SECONDS: '600' };
    const { app, ucenter } = await openConflict(opened, approve, { env, now: clock.now });
    await meet(app);

    const faults = () => faultsOf(app, 'verifyByWhitelist', ucenterMethods.WHITELIST.least, newAccount);
    expect(await faults()).toEqual([' TOO_MANY_ATTEMPTS']);
    expect(ucenter.verifications).toHaveLength(2);
    expect(await meet(app, as('another'))).toMatchObject({ status: 'CONFLICT' });

    clock.advance(600_000);
    expect(await meet(app)).toMatchObject({ status: 'CONFLICT' });
  });

  it('holds for concurrent starts, too', async () => {
    const { app, ucenter } = await openConflict(opened, approve, { env: { ATTEMPTS_PER_CALLER: '3' } });

    const told = await Promise.allSettled(Array.from({ length: 8 }, () => meet(app)));

    expect(told.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(ucenter.verifications).toHaveLength(3);
  });

  it('does not count starts without a conflict', async () => {
    const ucenter = opened.keep(await openFakeUcenter());
    const app = opened.keep(await startTestApp({ env: { ...ucenter.env, ATTEMPTS_PER_CALLER: '1' } }));

    for (const _ of [1, 2, 3]) expect(await meet(app)).toMatchObject({ status: 'APPROVED' });
  });
});
