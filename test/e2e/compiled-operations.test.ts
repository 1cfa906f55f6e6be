import { listedPerson } from '../supergraph/listed-person';
import { startTestApp, type TestApp } from '../support/app';
import { openedOnce } from '../support/closing';
import { openSocket } from '../support/socket';

// An operation is compiled from its third use on, as in production.
const app = openedOnce(() => startTestApp({ compileAfter: 3 }));

const uses = [1, 2, 3, 4] as const;

let approved: Promise<string> | undefined;

/** The id of a verification that was approved. */
function approvedId(): Promise<string> {
  approved ??= verify();
  return approved;
}

async function verify(): Promise<string> {
  const { query } = await app();
  const { verifyByImport } = await query<{ verifyByImport: { verification: { id: string } } }>(
    'mutation ($input: VerifyByImportInput!) { verifyByImport(input: $input) { verification { id } } }',
    { input: listedPerson(1) },
  );
  return verifyByImport.verification.id;
}

/** The answers to one text that is sent again and again. */
async function answersTo(
  query: string,
  variables: Record<string, unknown> = {},
): Promise<readonly Awaited<ReturnType<TestApp['send']>>[]> {
  const { send } = await app();
  const answers = [];
  for (const _use of uses) answers.push(await send(query, variables));
  return answers;
}

const everyTime = (answer: unknown) => uses.map(() => answer);

describe('a compiled operation', () => {
  it('contains the fields of a fragment that is used twice, once conditionally', async () => {
    const id = await approvedId();
    const query = `query ($x: Boolean!, $id: ID!) { verification(id: $id) { ...f @include(if: $x) ...f } }
      fragment f on Verification { id status }`;

    expect(await answersTo(query, { x: false, id })).toEqual(
      everyTime({ data: { verification: { id, status: 'APPROVED' } } }),
    );
  });

  it('contains the fields of a fragment that another selection skips', async () => {
    const id = await approvedId();
    const query = `query ($id: ID!) {
      a: verification(id: $id) { ...f @skip(if: true) } b: verification(id: $id) { ...f @skip(if: false) }
    }
    fragment f on Verification { id status }`;

    expect(await answersTo(query, { id })).toEqual(
      everyTime({ data: { a: {}, b: { id, status: 'APPROVED' } } }),
    );
  });

  it('runs a mutation in a fragment that is used twice, once conditionally', async () => {
    const query = `mutation ($z: Boolean!) { __typename ...m @include(if: $z) ...m }
      fragment m on Mutation { cancelVerification(id: "nope") { inputErrors { code } } }`;

    expect(await answersTo(query, { z: false })).toEqual(
      everyTime({
        data: {
          __typename: 'Mutation',
          cancelVerification: { inputErrors: [{ code: 'UNKNOWN_REFERENCE' }] },
        },
      }),
    );
  });

  it('omits a field that every selection skips', async () => {
    const id = await approvedId();
    const query = `query ($x: Boolean!, $id: ID!) { verification(id: $id) {
      history @include(if: $x) { cause ... { message @skip(if: $x) } } history { version }
    } }`;

    expect(await answersTo(query, { x: false, id })).toEqual(
      everyTime({ data: { verification: { history: [{ version: 1 }, { version: 2 }] } } }),
    );
  });

  it('contains every field of an entity whose fragment is used twice, once conditionally', async () => {
    const id = await approvedId();
    const query = `query ($r: [_Any!]!, $x: Boolean!) {
      _entities(representations: $r) { ... on User { latestVerification { ...f @include(if: $x) ...f } } }
    }
    fragment f on Verification { id status }`;
    const r = [{ __typename: 'User', guid: 'dev-user' }];

    expect(await answersTo(query, { r, x: false })).toEqual(
      everyTime({ data: { _entities: [{ latestVerification: { id, status: 'APPROVED' } }] } }),
    );
  });

  it('keeps the order of entities, whichever reference is broken', async () => {
    const id = await approvedId();
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Verification { id } } }';
    const broken = { __typename: 'Verification' };
    const r = [broken, { __typename: 'Verification', id }, broken];

    for (const { data, errors } of await answersTo(query, { r })) {
      expect(data).toEqual({ _entities: [null, { id }, null] });
      expect(errors?.map(({ path }) => path)).toEqual([
        ['_entities', 0],
        ['_entities', 2],
      ]);
    }
  });

  it('parses a date in the default of an input object', async () => {
    const query = `query ($f: VerificationFilter = { createdAfter: "2999-01-01T00:00:00Z" }) {
      verifications(filter: $f) { nodes { id } }
    }`;

    expect(await answersTo(query)).toEqual(everyTime({ data: { verifications: { nodes: [] } } }));
  });

  it('never executes the text of a literal as code', async () => {
    const marker = '__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d';
    const query = `{ verification(id: "${marker}globalThis.isPlanted = true") { id } }`;

    expect(await answersTo(query)).toEqual(everyTime({ data: { verification: null } }));
    expect(globalThis).not.toHaveProperty('isPlanted');
  });

  it('allows an alias with a meaning in JavaScript', async () => {
    const id = await approvedId();
    const query =
      'query ($id: ID!) { verification(id: $id) { __proto__: id constructor: status toString: version } }';

    for (const answer of await answersTo(query, { id })) {
      expect(JSON.stringify(answer)).toBe(
        JSON.stringify({
          data: { verification: { ['__proto__']: id, constructor: 'APPROVED', toString: 2 } },
        }),
      );
    }
  });

  it('delivers the same to the third subscriber as to the first', async () => {
    const id = await approvedId();
    const { url } = await app();
    const query = `subscription ($id: ID!, $x: Boolean!) {
      verificationUpdated(id: $id, sinceVersion: 1) { h: verification { ...f @include(if: $x) ...f } }
    }
    fragment f on Verification { status }`;
    const socket = await openSocket(url);
    try {
      await socket.next();
      for (const use of uses) {
        const ofUse = String(use);
        socket.send({ type: 'subscribe', id: ofUse, payload: { query, variables: { id, x: false } } });
        expect(await socket.next()).toEqual({
          type: 'next',
          id: ofUse,
          payload: { data: { verificationUpdated: { h: { status: 'APPROVED' } } } },
        });
        socket.send({ type: 'complete', id: ofUse });
      }
    } finally {
      await socket.close();
    }
  });
});
