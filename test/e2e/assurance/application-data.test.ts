import { startTestApp, type TestApp } from '../../support/app';
import { byOwner, openLiveYuxin, send, zhen } from '../../support/assured';
import { testClock } from '../../support/clock';
import { closeAfterEach, openedOnce } from '../../support/closing';
import { as } from '../../support/ucenter';
import { ucenterMethods } from '../../support/ucenter-inputs';

const opened = closeAfterEach();
const theApp = openedOnce(() => startTestApp());
const me = as('account-of-zhen');
const { full } = ucenterMethods.IMPORT;
const metadata = { order: 4711, tags: ['a', null, true, { deep: [1.5] }], 名: '值' };

interface SeenData {
  readonly id: string;
  readonly environment: string;
  readonly clientReference: string | null;
  readonly metadata: unknown;
  readonly purpose: string | null;
}

const fields = 'id environment clientReference metadata purpose';

async function read(app: TestApp, id: string, headers = me): Promise<SeenData> {
  const query = `query ($id: ID!) { verification(id: $id) { ${fields} } }`;
  const { verification } = await app.query<{ verification: SeenData }>(query, { id }, headers);
  return verification;
}

describe("the application's own data (clientReference, metadata, purpose)", () => {
  it('is returned with the verification: the reference trimmed, the rest unchanged', async () => {
    const app = await theApp();
    const data = { clientReference: '  order 4711 ', metadata, purpose: 'default' };
    const { verification } = await send(app, 'verifyByImport', { ...full, ...data }, me);

    expect(await read(app, verification?.id ?? '')).toMatchObject({
      clientReference: 'order 4711',
      metadata,
      purpose: 'default',
    });
  });

  it('is null if none was given', async () => {
    const app = await theApp();
    const { id } = await byOwner(app, me);

    expect(await read(app, id)).toMatchObject({ clientReference: null, metadata: null, purpose: null });
  });

  it('is refused with all errors at once, and nothing is sent', async () => {
    const app = await theApp();
    const data = { clientReference: ' ', metadata: { a: { b: { c: { d: { e: {} } } } } }, purpose: 'payout' };
    const { verification, inputErrors } = await send(
      app,
      'verifyByImport',
      { ...full, name: '', ...data },
      me,
    );

    expect(verification).toBeNull();
    expect(inputErrors.map(({ path, code }) => `${path.join('.')} ${code}`)).toEqual([
      'name REQUIRED',
      'clientReference MALFORMED',
      'metadata OUT_OF_RANGE',
      'purpose NOT_ALLOWED',
    ]);
  });

  it('is part of what an idempotency key compares', async () => {
    const app = await theApp();
    const input = { ...full, idempotencyKey: 'key-1', clientReference: 'order-1', metadata: { a: 1, b: 2 } };
    const first = await send(app, 'verifyByImport', input, me);

    const again = await send(app, 'verifyByImport', { ...input, metadata: { b: 2, a: 1 } }, me);
    expect(again.verification?.id).toBe(first.verification?.id);
    for (const other of [{ clientReference: 'order-2' }, { metadata: { a: 1 } }, { purpose: 'default' }]) {
      const { inputErrors } = await send(app, 'verifyByImport', { ...input, ...other }, me);
      expect(inputErrors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
    }
  });

  it('loses its metadata in a redaction', async () => {
    const app = await theApp();
    const input = { ...full, clientReference: 'order-7', metadata };
    const { verification } = await send(app, 'verifyByImport', input, as('account-to-redact'));
    const id = verification?.id ?? '';
    await app.query('mutation ($id: ID!) { redactVerification(id: $id) { verification { id } } }', { id });

    expect(await read(app, id, as('account-to-redact'))).toMatchObject({
      clientReference: 'order-7',
      metadata: null,
    });
  });
});

it('environment is SANDBOX after an answer of the sandbox, and LIVE after one of a provider', async () => {
  const yuxin = opened.keep(await openLiveYuxin());
  const app = opened.keep(await startTestApp({ env: { ...yuxin.env, SANDBOX: 'on' } }));
  const [live, twin] = [await byOwner(app, me), (await send(app, 'verifyByImport', full, me)).verification];

  expect([(await read(app, live.id)).environment, (await read(app, twin?.id ?? '')).environment]).toEqual([
    'LIVE',
    'SANDBOX',
  ]);
});

describe('lists of verifications', () => {
  interface Listed {
    readonly verifications: {
      readonly nodes: readonly { readonly clientReference: string }[];
      readonly pageInfo: {
        readonly hasNextPage: boolean;
        readonly hasPreviousPage: boolean;
        readonly startCursor: string | null;
        readonly endCursor: string | null;
      };
    };
  }

  /** Five verifications, one a second; the first of them is changed last. */
  async function scene() {
    const clock = testClock();
    const app = opened.keep(await startTestApp({ now: clock.now }));
    const ids: string[] = [];
    for (const clientReference of ['a', 'b', 'c', 'd', 'e']) {
      const { verification } = await send(app, 'verifyByImport', { ...full, clientReference }, me);
      ids.push(verification?.id ?? '');
      clock.advance(1000);
    }
    await app.query('mutation ($id: ID!) { redactVerification(id: $id) { verification { id } } }', {
      id: ids[0],
    });
    const list = async (args: string) => {
      const { verifications } = await app.query<Listed>(
        `{ verifications(${args}) {
          nodes { clientReference } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        } }`,
      );
      const { nodes, pageInfo } = verifications;
      return { ...pageInfo, order: nodes.map(({ clientReference }) => clientReference).join('') };
    };
    return { app, clock, ids, list };
  }

  it('have four sort orders', async () => {
    const { list } = await scene();

    expect((await list('first: 9')).order).toBe('edcba');
    expect((await list('orderBy: CREATED_ASC')).order).toBe('abcde');
    expect((await list('orderBy: UPDATED_DESC')).order).toBe('aedcb');
    expect((await list('orderBy: UPDATED_ASC')).order).toBe('bcdea');
  });

  it('page backwards with last and before, and then ignore first', async () => {
    const { list } = await scene();

    const end = await list('last: 2, first: 1, orderBy: CREATED_ASC');
    expect(end).toMatchObject({ order: 'de', hasPreviousPage: true, hasNextPage: false });
    const before = await list(`last: 2, before: "${end.startCursor}", orderBy: CREATED_ASC`);
    expect(before).toMatchObject({ order: 'bc', hasPreviousPage: true, hasNextPage: true });
    const start = await list(`last: 2, before: "${before.startCursor}", orderBy: CREATED_ASC`);
    expect(start).toMatchObject({ order: 'a', hasPreviousPage: false, hasNextPage: true });
    const between = await list(
      `first: 9, after: "${start.endCursor}", before: "${end.startCursor}", orderBy: CREATED_ASC`,
    );
    expect(between).toMatchObject({ order: 'bc', hasPreviousPage: true, hasNextPage: true });
  });

  it('refuse a cursor of another sort order, and a page size out of range', async () => {
    const { app, list } = await scene();
    const { endCursor } = await list('first: 2');

    for (const args of [
      `after: "${endCursor}", orderBy: CREATED_ASC`,
      `after: "${endCursor}", orderBy: UPDATED_DESC`,
      `before: "${endCursor}", orderBy: UPDATED_ASC`,
      'last: 0',
      'last: 101',
      'first: 101',
    ]) {
      const answer = await app.send(`{ verifications(${args}) { nodes { id } } }`);
      expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    }
  });

  it('filter by reference, environment and last change, across accounts and for one', async () => {
    const { app, clock, list } = await scene();

    expect((await list('filter: { clientReference: "c" }')).order).toBe('c');
    expect((await list('filter: { environment: LIVE }')).order).toBe('');
    expect((await list('filter: { environment: SANDBOX }')).order).toBe('edcba');
    const lastChange = new Date(clock.now().getTime() - 1500).toISOString();
    expect((await list(`filter: { updatedAfter: "${lastChange}" }`)).order).toBe('ea');
    expect((await list(`filter: { updatedBefore: "${lastChange}" }`)).order).toBe('dcb');
    const { verificationViewer } = await app.query<{ verificationViewer: Listed }>(
      `{ verificationViewer { verifications(last: 1, filter: { environment: SANDBOX }) {
        nodes { clientReference } } } }`,
      {},
      me,
    );
    expect(verificationViewer.verifications.nodes).toEqual([{ clientReference: 'a' }]);
  });

  it('can be lists of events, limited by afterVersion and first', async () => {
    const { app, ids } = await scene();
    const versions = async (args: string) => {
      const { verification } = await app.query<{ verification: { history: { version: number }[] } }>(
        `query ($id: ID!) { verification(id: $id) { history${args} { version } } }`,
        { id: ids[0] },
      );
      return verification.history.map(({ version }) => version);
    };

    expect(await versions('')).toEqual([1, 2, 3]);
    expect(await versions('(afterVersion: 1)')).toEqual([2, 3]);
    expect(await versions('(first: 2)')).toEqual([1, 2]);
    expect(await versions('(afterVersion: 1, first: 1)')).toEqual([2]);
    expect(await versions('(first: 0)')).toEqual([]);
    const refused = await app.send(
      'query ($id: ID!) { verification(id: $id) { history(first: -1) { version } } }',
      {
        id: ids[0],
      },
    );
    expect(refused.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

it('a caller without any scope sees its own account', async () => {
  const app = await theApp();
  await byOwner(app, as('account-of-viewer'), { mobileNo: zhen.mobileNo });

  const { verificationViewer } = await app.query<{ verificationViewer: object }>(
    '{ verificationViewer { guid verifications { nodes { method } } } }',
    {},
    as('account-of-viewer'),
  );

  expect(verificationViewer).toEqual({
    guid: 'account-of-viewer',
    verifications: { nodes: [{ method: 'MOBILE_OWNER' }] },
  });
});
