import { type Matrix, openMatrix } from './support/matrix';
import { rootRules, toldBy } from './support/root-rules';
import { operationOf, rootFields } from './support/schema-walk';

const fields = rootFields();

let matrix: Matrix;
beforeAll(async () => {
  matrix = await openMatrix();
});
afterAll(() => matrix.close());

it('the authorization table has a rule for every field of Query, Mutation and Subscription, and no other', () => {
  expect(Object.keys(rootRules).sort()).toEqual(fields.map(({ name }) => name).sort());
});

it('an invalid token closes its WebSocket, and no other', () => {
  const impostors = matrix.callers.filter(({ standing, token }) => standing === 'nobody' && token !== null);

  expect(impostors).toHaveLength(6);
  expect(matrix.turnedAway).toEqual(impostors.map(({ name }) => name));
});

describe.each(fields.map((root) => [root.name, root] as const))('the authorization of %s', (name, root) => {
  it('gives every caller the answer of its rule, over every transport', async () => {
    const { things, ways } = matrix;
    const rule = rootRules[name];
    if (!rule) throw new Error(`there is no rule for ${name}`);
    const query = operationOf(root);

    const told = await Promise.all(
      ways.map(async ({ name: way, transport }) => {
        const [got] = await transport.ask([{ query, variables: rule.args(things) }]);
        return [way, toldBy(got?.answer ?? {}, root.field.name)] as const;
      }),
    );

    expect(Object.fromEntries(told)).toEqual(
      Object.fromEntries(ways.map(({ name: way, caller }) => [way, rule.expected[caller.standing]])),
    );
  });
});
