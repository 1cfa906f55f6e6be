import { startTestApp, type TestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { approve, code, openFakeUcenter, type React, takenBy } from '../../support/fake-ucenter';
import { gate } from '../../support/gate';
import { openSocket } from '../../support/socket';
import {
  as,
  faultsOf,
  placeFragment,
  readVerification,
  type SeenPayload,
  type SeenUcenterVerification,
  submitted,
  ucenterFields,
} from '../../support/ucenter';
import { ucenterMethodList, ucenterMethods } from '../../support/ucenter-inputs';

const opened = closeAfterEach();
const me = as('account-of-gao');
const other = as('account-of-another');
const officer = as('officer', 'realname:redact realname:read');

async function redactVerification(app: TestApp, id: string, headers = officer): Promise<SeenPayload> {
  const { redactVerification } = await app.query<{ redactVerification: SeenPayload }>(
    `mutation ($id: ID!) {
      redactVerification(id: $id) { verification { ${ucenterFields} } inputErrors { path code message } }
    } ${placeFragment}`,
    { id },
    headers,
  );
  return redactVerification;
}

const redactUser = (app: TestApp, guid: string, headers = officer) =>
  app.send<{ redactUser: { redacted: number; inputErrors: unknown[] } }>(
    'mutation ($guid: ID!) { redactUser(guid: $guid) { redacted inputErrors { code } } }',
    { guid },
    headers,
  );

/** The fields that remain of a redacted verification. */
function redacted(before: SeenUcenterVerification): object {
  return {
    ...before,
    version: before.version + 1,
    updatedAt: expect.any(String),
    references: { ...before.references, rnAuthTicket: null },
    subject: { realName: null, certType: null, identityNo: null, mobileNo: null },
    membership: null,
    deptInfo: [],
    relativeInfo: [],
    conflict: before.conflict && { mobileNo: null, guid: null, mergeable: false },
    failure: before.failure && { ...before.failure, providerMessage: null },
    history: [
      ...before.history,
      { version: before.version + 1, status: before.status, cause: 'REDACTED', message: null },
    ],
  };
}

describe('redactVerification', () => {
  it.each(ucenterMethodList)(
    'removes the personal data of $method, and keeps status, method and times',
    async (method) => {
      const app = opened.keep(await startTestApp());
      const before = await submitted(app, method.mutation, method.full, me);

      const { verification, inputErrors } = await redactVerification(app, before.id);

      expect(inputErrors).toEqual([]);
      expect(verification).toEqual(redacted(before));
      expect(await readVerification(app, before.id, me)).toEqual(verification);
    },
  );

  it.each<[string, React]>([
    ['CONFLICT', () => takenBy('old-account')],
    ['BLOCKED', () => ({ json: { code: 410, message: '当前认证信息已被（180******11）占用', data: {} } })],
    ['REJECTED', () => code(422, '高某某与证件不符')],
    ['FAILED', () => code(499, '高某某不存在')],
  ])("removes the conflict holder and ucenter's message in %s", async (status, verify) => {
    const ucenter = opened.keep(await openFakeUcenter({ verify }));
    const app = opened.keep(await startTestApp({ env: { ...ucenter.env, UCENTER_REJECTED_CODES: '422' } }));
    const before = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, me);
    expect(before.status).toBe(status);

    expect((await redactVerification(app, before.id)).verification).toEqual(redacted(before));
  });

  it('also removes the personal data of a response in flight: its verdict stands', async () => {
    const answers = gate();
    const ucenter = opened.keep(
      await openFakeUcenter({
        verify: async (request, count) => {
          await answers.opened;
          return approve(request, count);
        },
      }),
    );
    const app = opened.keep(await startTestApp({ env: ucenter.env }));
    const arrived = ucenter.nextVerification();
    const pending = submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, me);
    await arrived;
    const { verifications } = await app.query<{ verifications: { nodes: { id: string }[] } }>(
      '{ verifications { nodes { id } } }',
    );

    await redactVerification(app, verifications.nodes[0]?.id ?? '');
    answers.open();

    expect(await pending).toMatchObject({
      version: 3,
      status: 'APPROVED',
      subject: { realName: null, identityNo: null },
      membership: null,
      references: { rnAuthTicket: null },
      user: { isRealNameVerified: true },
      history: [{ cause: 'REQUESTED' }, { cause: 'REDACTED' }, { cause: 'PROVIDER_RESPONSE' }],
    });
  });

  it('happens once, requires the scope, and does not reveal which verifications exist', async () => {
    const app = opened.keep(await startTestApp());
    const before = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, me);
    const operation = 'mutation ($id: ID!) { redactVerification(id: $id) { verification { id } } }';

    const refused = await app.send(
      operation,
      { id: before.id },
      as('account-of-gao', 'realname:write realname:reveal'),
    );
    expect(refused.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await readVerification(app, before.id, me)).toEqual(before);

    await redactVerification(app, before.id);
    expect((await redactVerification(app, before.id)).inputErrors).toMatchObject([
      { path: ['id'], code: 'WRONG_STATE' },
    ]);
    expect((await redactVerification(app, 'no-such-verification')).inputErrors).toMatchObject([
      { path: ['id'], code: 'UNKNOWN_REFERENCE' },
    ]);
  });

  it("leaves the account's other verifications readable", async () => {
    const app = opened.keep(await startTestApp());
    const first = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, me);
    const second = await submitted(app, 'verifyByEcard', ucenterMethods.ECARD.full, me);

    await redactVerification(app, first.id);

    expect(await readVerification(app, second.id, me)).toEqual(second);
  });
});

describe('redactUser', () => {
  it('redacts every verification of one account, in every status, and of no other account', async () => {
    const ucenter = opened.keep(
      await openFakeUcenter({
        verify: ({ body }, count) => {
          if (body.includes('IMPORT-ECARD')) return code(499, '高某某不存在');
          if (body.includes('WECHAT')) return takenBy('old-account');
          return body.includes('MOBILE') ? 'cut' : approve({ method: '', url: '', headers: {}, body }, count);
        },
      }),
    );
    const app = opened.keep(await startTestApp({ env: ucenter.env }));
    const mine: SeenUcenterVerification[] = [];
    const theirs: SeenUcenterVerification[] = [];
    for (const { mutation, full } of ucenterMethodList) {
      mine.push(await submitted(app, mutation, full, me));
      theirs.push(await submitted(app, mutation, full, other));
    }

    expect(await redactUser(app, 'account-of-gao')).toEqual({
      data: { redactUser: { redacted: 7, inputErrors: [] } },
    });

    for (const before of mine) expect(await readVerification(app, before.id, me)).toEqual(redacted(before));
    for (const before of theirs) expect(await readVerification(app, before.id, other)).toEqual(before);
    expect(await redactUser(app, 'account-of-gao')).toMatchObject({ data: { redactUser: { redacted: 0 } } });
  });

  it('does nothing for an unknown account, and requires the scope', async () => {
    const app = opened.keep(await startTestApp());
    const before = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, me);

    expect(await redactUser(app, 'no-such-account')).toEqual({
      data: { redactUser: { redacted: 0, inputErrors: [] } },
    });
    for (const headers of [me, as('account-of-gao', 'realname:write'), as('clerk', 'realname:reveal')]) {
      const { errors, data } = await redactUser(app, 'account-of-gao', headers);
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      expect(data ?? null).toBeNull();
    }
    expect(await readVerification(app, before.id, me)).toEqual(before);
  });

  it('is the last event that a subscriber receives of a verification', async () => {
    const app = opened.keep(await startTestApp());
    const { id } = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, me);
    const socket = await openSocket(app.url, { params: me });
    opened.keep(socket);
    await socket.next();
    const query = `subscription ($id: ID!) { verificationUpdated(id: $id, sinceVersion: 1) {
      version status cause verification { subject { realName } membership { role } }
    } }`;
    socket.send({ type: 'subscribe', id: 'one', payload: { query, variables: { id } } });
    expect(await socket.next()).toMatchObject({
      payload: {
        data: { verificationUpdated: { version: 2, verification: { subject: { realName: '高**' } } } },
      },
    });

    await redactUser(app, 'account-of-gao');

    expect(await socket.next()).toEqual({
      id: 'one',
      type: 'next',
      payload: {
        data: {
          verificationUpdated: {
            version: 3,
            status: 'APPROVED',
            cause: 'REDACTED',
            verification: { subject: { realName: null }, membership: null },
          },
        },
      },
    });
    expect(await socket.next()).toEqual({ id: 'one', type: 'complete' });
  });

  it('lets the account verify again: later data is kept and shown', async () => {
    const app = opened.keep(await startTestApp());
    const first = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, me);
    await redactUser(app, 'account-of-gao');

    const second = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, me);

    expect(second).toMatchObject({ status: 'APPROVED', subject: { realName: '高**' } });
    expect(await readVerification(app, second.id, me)).toEqual(second);
    expect(await readVerification(app, first.id, me)).toMatchObject({ subject: { realName: null } });
  });

  it('leaves no unreadable verification when it runs during new verifications', async () => {
    const app = opened.keep(await startTestApp());
    await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, me);
    let isDone = false;

    const coming = (async () => {
      const ids: string[] = [];
      while (!isDone) {
        const several = Array.from({ length: 3 }, () =>
          submitted(app, 'verifyByImport', ucenterMethods.IMPORT.full, me),
        );
        ids.push(...(await Promise.all(several)).map(({ id }) => id));
      }
      return ids;
    })();
    for (let n = 0; n < 5; n++) expect((await redactUser(app, 'account-of-gao')).errors).toBeUndefined();
    isDone = true;

    for (const id of await coming) {
      const seen = await readVerification(app, id, me);
      const isRedacted = seen?.history.some(({ cause }) => cause === 'REDACTED');
      expect(seen?.subject['realName']).toBe(isRedacted ? null : '高**');
    }
  });

  it("forgets the account's idempotency keys, whose hashes could be guessed", async () => {
    const app = opened.keep(await startTestApp());
    const input = { ...ucenterMethods.IMPORT.full, idempotencyKey: 'order-1' };
    const first = await submitted(app, 'verifyByImport', input, me);

    await redactUser(app, 'account-of-gao');

    expect((await submitted(app, 'verifyByImport', input, me)).id).not.toBe(first.id);
    expect(await faultsOf(app, 'verifyByImport', { ...input, name: '高远水' }, me)).toEqual([
      'idempotencyKey IDEMPOTENCY_KEY_REUSED',
    ]);
  });
});
