import { bearer } from '../support/identity-provider';
import { owner } from './support/callers';
import { type FieldRule, fieldRules, seers } from './support/field-rules';
import { type Matrix, openMatrix } from './support/matrix';
import { entityNames, fieldSelection, fieldsOf } from './support/schema-walk';
import { consentAs, openCaseAs, startAs } from './support/things';
import { type Operation, overHttp, overSocket } from './support/transports';

let matrix: Matrix;
/** Verifications of the owner that have, between them, something in every field. */
let ids: readonly string[];
/** A case that waits. */
let caseId: string;

beforeAll(async () => {
  matrix = await openMatrix();
  ids = await verificationsWithEverything(matrix);
});
afterAll(() => matrix.close());

async function verificationsWithEverything({ app, tokenOf }: Matrix): Promise<string[]> {
  const token = tokenOf('owner');
  const start = (mutation: string, changes = {}) => startAs(app, token, mutation, changes);
  const inspected = await start('startOneNetVerification', { phone: '15415400003' });
  const made = [
    inspected,
    await start('startOneNetVerification'),
    await start('verifyByRelation'),
    await start('verifyByImport'),
    await start('verifyByImport', { outid: 'SANDBOX0409' }),
    await start('verifyByImport', { outid: 'SANDBOX0422' }),
    await start('verifyMobileOwner', {
      clientReference: 'order-4711',
      metadata: { order: 4711 },
      purpose: 'default',
    }),
  ];
  await consentAs(app, token);
  const waiting = await openCaseAs(app, token);
  caseId = waiting.id;
  const reveal =
    'mutation ($input: RevealPersonalInfoInput!) { revealPersonalInfo(input: $input) { __typename } }';
  const input = { verificationId: inspected.id, purpose: 'a check of the matrix' };
  await app.query(reveal, { input }, bearer(tokenOf('reveal')));
  const following = app.subscribe<{ verificationUpdated: { secondInspection: string | null } }>(
    'subscription ($id: ID!) { verificationUpdated(id: $id, sinceVersion: 0) { secondInspection } }',
    { id: inspected.id },
    { token },
  );
  for (;;) {
    const { verificationUpdated } = await following.next();
    if (verificationUpdated.secondInspection !== null) break;
  }
  await following.stop();
  return [...made, ...waiting.attempts].map(({ id }) => id);
}

/** Every way from a question to a field of a type. What comes back is looked through for the field's own name. */
function questions(typeName: string, selection: string): Readonly<Record<string, Operation>> {
  const entities = (type: string, keys: readonly object[], inner: string): Operation => ({
    query: `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} { ${inner} } } }`,
    variables: { r: keys.map((key) => ({ __typename: type, ...key })) },
  });
  const direct = (inner: string): Operation => ({
    query: `query (${ids.map((_, n) => `$v${n}: ID!`).join(' ')}) {
      ${ids.map((_, n) => `v${n}: verification(id: $v${n}) { ${inner} }`).join(' ')}
    }`,
    variables: Object.fromEntries(ids.map((id, n) => [`v${n}`, id])),
  });
  const keys = ids.map((id) => ({ id }));
  const history = `history { ${selection} }`;
  switch (typeName) {
    case 'Verification':
      return { directly: direct(selection), 'by its key': entities('Verification', keys, selection) };
    case 'User':
      return {
        'by its key': entities('User', [{ guid: owner }], selection),
        'by a verification': direct(`user { ${selection} }`),
      };
    case 'IdentityCase':
      return {
        directly: {
          query: `query ($id: ID!) { identityCase(id: $id) { ${selection} } }`,
          variables: { id: caseId },
        },
        'by its key': entities('IdentityCase', [{ id: caseId }], selection),
        'by a verification': direct(`identityCase { ${selection} }`),
        'in a stream': {
          query: `subscription ($id: ID!) { identityCaseUpdated(id: $id, sinceVersion: 0) { ${selection} } }`,
          variables: { id: caseId },
        },
      };
    case 'VerificationEvent':
      return {
        'in a history': direct(history),
        'in a history by key': entities('Verification', keys, history),
        'in a stream': {
          query: `subscription ($id: ID!) { verificationUpdated(id: $id, sinceVersion: 3) { ${selection} } }`,
          variables: { id: ids[0] },
        },
      };
    default:
      throw new Error(`nobody knows the way to a ${typeName}`);
  }
}

/** True when the field has a value anywhere in an answer. */
function shows(value: unknown, field: string): boolean {
  if (Array.isArray(value)) return value.some((item) => shows(item, field));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, inner]) =>
    name === field ? hasContent(inner) : shows(inner, field),
  );
}

function hasContent(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) {
    if ('nodes' in value) return hasContent(value.nodes);
    if ('level' in value) return value.level !== 'NONE';
    if ('ageBand' in value) return value.ageBand !== null;
  }
  return value !== null && value !== false;
}

const types = Object.keys(fieldRules);

it('the authorization table covers every entity', () => {
  expect(types).toEqual(expect.arrayContaining([...entityNames()]));
});

describe.each(types)('the authorization of %s', (typeName) => {
  const rules = fieldRules[typeName] ?? {};
  const fields = fieldsOf(typeName);

  it('has a rule for every field, and no rule without a field', () => {
    expect(Object.keys(rules).sort()).toEqual(fields.map(({ name }) => name).sort());
  });

  it.each(fields.map((field) => [field.name, field] as const))(
    'shows %s only to callers who may see it',
    async (name, field) => {
      const asked = questions(typeName, fieldSelection(field, 2));
      const rule: FieldRule = rules[name] ?? 'seen';

      const seen = await Promise.all(
        matrix.ways.map(async ({ name: way, caller, transport }) => {
          const answers = await transport.ask(Object.values(asked));
          const found = Object.keys(asked).filter((_, n) => shows(answers[n]?.answer.data, name));
          const mayAsk = seers.has(caller.standing) && (rule === 'seen' || rule === 'key');
          const echo = rule === 'key' ? ['by its key'] : [];
          return { way, found, expected: mayAsk ? Object.keys(asked) : echo };
        }),
      );

      expect(seen.map(({ way, found }) => [way, found])).toEqual(
        seen.map(({ way, expected }) => [way, expected]),
      );
    },
  );
});

describe('Verification.reveals', () => {
  const query = `query ($id: ID!) { verification(id: $id) { id reveals { callerGuid purpose revealedAt } } }`;
  const scopes = [
    ['owner', owner, 'realname:reveal'],
    ['reader', 'clerk', 'realname:read realname:reveal'],
  ] as const;

  it.each(scopes)('is visible to a %s who may reveal', async (_who, sub, scope) => {
    const token = await matrix.login.token({ sub, scope });
    const caller = { name: 'revealing', standing: 'reveal', token } as const;
    const socket = await overSocket(matrix.app, caller);
    const variables = { id: ids[0] };

    for (const transport of [overHttp(matrix.app, caller), ...(socket ? [socket] : [])]) {
      const [got] = await transport.ask([{ query, variables }]);
      const reveals = [expect.objectContaining({ callerGuid: 'clerk-who-may-reveal' })];
      expect(got?.answer).toEqual({ data: { verification: { id: ids[0], reveals } } });
    }
    await socket?.close();
  });

  it('is refused to the owner, while the rest of the response stands', async () => {
    const answer = await matrix.app.send(query, { id: ids[0] }, bearer(matrix.tokenOf('owner')));

    expect(answer).toMatchObject({
      data: { verification: { id: ids[0], reveals: null } },
      errors: [{ extensions: { code: 'FORBIDDEN' }, path: ['verification', 'reveals'] }],
    });
  });
});
