import { type Matrix, openMatrix } from './support/matrix';
import { rootRules } from './support/root-rules';
import { operationOf, rootFields } from './support/schema-walk';
import type { Things } from './support/things';

let matrix: Matrix;
beforeAll(async () => {
  matrix = await openMatrix();
});
afterAll(() => matrix.close());

/** With the names of what nobody has put in the place of the owner's. */
function renamed(text: string, from: Things, to: Things): string {
  const names = ['guid', 'decided', 'closedPage', 'busiSeq', 'ticket', 'spareGuid'] as const;
  return names.reduce((renaming, name) => renaming.replaceAll(from[name], to[name]), text);
}

/** The codes that tell a caller that there is nothing to see, or nothing to do. */
const refusals: ReadonlySet<string> = new Set([
  'null',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'NOT_ALLOWED',
  'UNKNOWN_REFERENCE',
]);

const refusing = rootFields().filter(({ name }) =>
  Object.values(rootRules[name]?.expected ?? {}).some((told) => refusals.has(told)),
);

describe.each(refusing.map((root) => [root.name, root] as const))(
  '%s does not disclose which ids exist:',
  (name, root) => {
    it("the answers about another account's id and about an unknown id are the same bytes", async () => {
      const { things, unknown, ways } = matrix;
      const rule = rootRules[name];
      if (!rule) throw new Error(`there is no rule for ${name}`);
      const query = operationOf(root);
      const refused = ways.filter(({ caller }) => refusals.has(rule.expected[caller.standing]));

      const answers = await Promise.all(
        refused.map(async ({ name: way, transport }) => {
          const [foreign, absent] = await transport.ask([
            { query, variables: rule.args(things) },
            { query, variables: rule.args(unknown) },
          ]);
          return { way, foreign: foreign?.text, absent: renamed(absent?.text ?? '', unknown, things) };
        }),
      );

      expect(answers.length).toBeGreaterThan(0);
      expect(answers.map(({ way, absent }) => [way, absent])).toEqual(
        answers.map(({ way, foreign }) => [way, foreign]),
      );
    });
  },
);

describe('an account referenced by its key', () => {
  const query = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) {
      ... on User {
        guid isRealNameVerified latestVerification { id }
        verifications { edges { cursor } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }
      }
    }
  }`;

  it('looks the same to callers who may not see it, whether or not it exists', async () => {
    const { things, unknown, ways } = matrix;
    const strangers = ways.filter(({ caller }) => caller.standing !== 'owner' && caller.standing !== 'read');
    const about = ({ guid }: Things) => ({
      query,
      variables: { representations: [{ __typename: 'User', guid }] },
    });

    const answers = await Promise.all(
      strangers.map(async ({ name, transport }) => {
        const [foreign, absent] = await transport.ask([about(things), about(unknown)]);
        return { name, foreign: foreign?.text, absent: renamed(absent?.text ?? '', unknown, things) };
      }),
    );

    const verifications = {
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    };
    const nothing = { guid: things.guid, isRealNameVerified: false, latestVerification: null, verifications };
    expect(answers.map(({ name, absent }) => [name, absent])).toEqual(
      answers.map(({ name, foreign }) => [name, foreign]),
    );
    for (const { foreign } of answers) {
      expect(JSON.parse(foreign ?? '')).toEqual({ data: { _entities: [nothing] } });
    }
  });
});
