import { startTestApp, type TestApp } from '../support/app';
import { testClock } from '../support/clock';
import { closeAfterEach } from '../support/closing';
import { approve, openFakeUcenter, takenBy } from '../support/fake-ucenter';
import { openFileDatabase } from '../support/file-database';
import { openSocket } from '../support/socket';
import { as, readVerification, submit, submitted } from '../support/ucenter';
import { gao, ucenterMethods } from '../support/ucenter-inputs';
import { range } from '../support/updates';

const opened = closeAfterEach();

async function open(env: Readonly<Record<string, string>> = {}, verify = approve) {
  const ucenter = opened.keep(await openFakeUcenter({ verify }));
  const clock = testClock();
  const app = opened.keep(await startTestApp({ env: { ...ucenter.env, ...env }, now: clock.now }));
  return { app, ucenter, clock };
}

const imported = (n: number) => ({ name: gao.name, identityNo: gao.identityNo, outid: `35${n}` });
const codesOf = async (app: TestApp, mutation: string, input: object, headers: Record<string, string>) =>
  (await submit(app, mutation, input as never, headers)).inputErrors.map(({ code }) => code);

describe('an operation with several start or verify mutations', () => {
  const field = (alias: string) =>
    `${alias}verifyByImport(input: { name: "${gao.name}", identityNo: "${gao.identityNo}", outid: "1" }) { inputErrors { code } }`;
  const other =
    'startOneNetVerification(input: { userId: 1, phone: "19912340001" }) { inputErrors { code } }';

  it.each([
    ['aliases', `mutation { ${field('a: ')} ${field('b: ')} ${field('c: ')} }`],
    ['different ones', `mutation { ${field('')} ${other} }`],
    ['a fragment', `mutation { ${field('')} ...more } fragment more on Mutation { ${field('again: ')} }`],
    ['conditions', `mutation ($x: Boolean = true) { ${field('')} ... @include(if: $x) { ${other} } }`],
  ])('is refused before any of them runs: %s', async (_what, operation) => {
    const { app, ucenter } = await open();
    const refusal = [
      {
        message: expect.stringContaining('mutations that start or verify; at most 1 is allowed'),
        extensions: { code: 'QUERY_TOO_COMPLEX' },
      },
    ];

    expect((await app.send(operation, {}, as('gao'))).errors).toMatchObject(refusal);

    const socket = await openSocket(app.url, { params: { 'x-dev-guid': 'gao' } });
    await socket.next();
    socket.send({ type: 'subscribe', id: '1', payload: { query: operation } });
    expect(await socket.next()).toMatchObject({ type: 'error', payload: refusal });
    await socket.close();
    expect(ucenter.verifications).toEqual([]);
  });

  it('runs when one of them is repeated under one name', async () => {
    const { app, ucenter } = await open();
    await app.query(`mutation { ${field('')} ${field('')} __typename }`, {}, as('gao'));
    expect(ucenter.verifications).toHaveLength(1);
  });
});

describe('the limit on starts', () => {
  it('stops one caller after STARTS_PER_CALLER, whatever the method, and no other', async () => {
    const { app, ucenter, clock } = await open({ STARTS_PER_CALLER: '4' });
    for (const n of range(1, 3)) await submitted(app, 'verifyByImport', imported(n), as('gao'));
    await submitted(app, 'verifyByWhitelist', { name: gao.name, outid: '350001' }, as('gao'));

    const refused = await app.send<{ verifyByImport: { inputErrors: object[] } }>(
      'mutation ($input: VerifyByImportInput!) { verifyByImport(input: $input) { inputErrors { path code retryAt } } }',
      { input: imported(9) },
      as('gao'),
    );

    expect(refused.data?.verifyByImport.inputErrors).toEqual([
      {
        path: [],
        code: 'TOO_MANY_ATTEMPTS',
        retryAt: new Date(clock.now().getTime() + 86_400_000).toISOString(),
      },
    ]);
    expect(ucenter.verifications).toHaveLength(4);
    await submitted(app, 'verifyByImport', imported(1), as('another'));
    clock.advance(86_400_000);
    await submitted(app, 'verifyByImport', imported(9), as('gao'));
  });

  it('counts one person from all accounts, however the number is typed', async () => {
    const { app, ucenter } = await open({ STARTS_PER_IDENTITY: '3' });
    const spelled = [
      gao.identityNo,
      ` ${gao.identityNo.slice(0, 6)} ${gao.identityNo.slice(6)}`,
      gao.identityNo,
    ];
    for (const [n, identityNo] of spelled.entries()) {
      await submitted(app, 'verifyByImport', { ...imported(n), identityNo }, as(`account-${n}`));
    }

    expect(await codesOf(app, 'verifyByImport', imported(9), as('the-next'))).toEqual(['TOO_MANY_ATTEMPTS']);
    // A caller that acts for many people is counted by the person alone.
    expect(await codesOf(app, 'verifyByImport', imported(9), as('clerk', 'realname:write'))).toEqual([
      'TOO_MANY_ATTEMPTS',
    ]);
    expect(ucenter.verifications).toHaveLength(3);
    const mother = { ...imported(1), identityNo: 'E12345678' };
    expect(await codesOf(app, 'verifyByImport', mother, as('the-next'))).toEqual([]);
  });

  it('counts one phone from all accounts', async () => {
    const { app } = await open({ STARTS_PER_IDENTITY: '2' });
    for (const n of [1, 2]) {
      await submitted(app, 'verifyByMobile', ucenterMethods.MOBILE.full, as(`account-${n}`));
    }
    const spelled = {
      ...ucenterMethods.MOBILE.full,
      mobileNo: `+86 ${ucenterMethods.MOBILE.full['mobileNo']}`,
    };
    expect(await codesOf(app, 'verifyByMobile', spelled, as('account-3'))).toEqual(['TOO_MANY_ATTEMPTS']);
  });

  it('does not count callers with realname:write by themselves, and no repeat under an idempotencyKey', async () => {
    const { app, ucenter } = await open({ STARTS_PER_CALLER: '2', STARTS_PER_IDENTITY: '100' });
    const clerk = as('clerk', 'realname:write');
    for (const n of range(1, 5)) {
      await submitted(app, 'verifyByImport', { ...imported(n), guid: `person-${n}` }, clerk);
    }
    const keyed = { ...imported(1), idempotencyKey: 'once' };
    for (const _ of range(1, 5)) await submitted(app, 'verifyByImport', keyed, as('gao'));
    await submitted(app, 'verifyByImport', imported(2), as('gao'));
    expect(ucenter.verifications).toHaveLength(7);
  });

  it('is kept across a restart, and admits no more than the limit at once', async () => {
    const database = opened.keep(openFileDatabase());
    const ucenter = opened.keep(await openFakeUcenter({ verify: approve }));
    const env = { ...ucenter.env, ...database.env, STARTS_PER_CALLER: '5' };
    const app = await startTestApp({ env });
    const codes = await Promise.all(
      range(1, 20).map((n) => codesOf(app, 'verifyByImport', imported(n), as('gao'))),
    );
    expect(codes.flat()).toEqual(Array(15).fill('TOO_MANY_ATTEMPTS'));
    await app.close();

    const again = opened.keep(await startTestApp({ env }));
    expect(await codesOf(again, 'verifyByImport', imported(21), as('gao'))).toEqual(['TOO_MANY_ATTEMPTS']);
    expect(ucenter.verifications).toHaveLength(5);
  });
});

describe('a conflict', () => {
  it("shows the holder's account to realname:read alone, and the phone masked", async () => {
    const { app } = await open({}, () => takenBy('account-of-old'));
    const { id } = await submitted(app, 'verifyByImport', imported(1), as('gao'));

    expect((await readVerification(app, id, as('gao')))?.conflict).toMatchObject({
      guid: null,
      mobileNo: expect.stringMatching(/^\d{3}\*+\d+$/),
    });
    expect((await readVerification(app, id, as('staff', 'realname:read')))?.conflict).toMatchObject({
      guid: 'account-of-old',
    });
    expect(await readVerification(app, id, as('stranger'))).toBeNull();
  });
});
