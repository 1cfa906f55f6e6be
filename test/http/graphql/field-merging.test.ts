import { buildSchema, OverlappingFieldsCanBeMergedRule, parse, specifiedRules, validate } from 'graphql';
import { mergingFault } from '../../../src/http/graphql/field-merging';
import { type Random, randomOf } from '../../fuzz/random';

const schema = buildSchema(`
  interface Being { name(short: Boolean, of: Of): String friend: Being friends: [Being!] }
  input Of { a: Int b: [Int] }
  type Dog implements Being {
    name(short: Boolean, of: Of): String friend: Being friends: [Being!]
    age: Int tag: String! owner: Human size: [Int]
  }
  type Cat implements Being {
    name(short: Boolean, of: Of): String friend: Being friends: [Being!]
    age: String tag: String owner: Human size: [Int!]
  }
  type Human { name: String! dog: Dog pets: [Pet] age: Int! }
  union Pet = Dog | Cat
  type Query { being: Being pet: Pet pets: [Pet] dog: Dog cat: Cat human: Human }
`);

const otherRules = specifiedRules.filter((rule) => rule !== OverlappingFieldsCanBeMergedRule);

const selectable: Readonly<Record<string, readonly (readonly [field: string, type: string | null])[]>> = {
  Query: [
    ['being', 'Being'],
    ['pet', 'Pet'],
    ['pets', 'Pet'],
    ['dog', 'Dog'],
    ['cat', 'Cat'],
    ['human', 'Human'],
  ],
  Being: [
    ['name', null],
    ['friend', 'Being'],
    ['friends', 'Being'],
  ],
  Dog: [
    ['name', null],
    ['age', null],
    ['tag', null],
    ['size', null],
    ['owner', 'Human'],
    ['friend', 'Being'],
  ],
  Cat: [
    ['name', null],
    ['age', null],
    ['tag', null],
    ['size', null],
    ['owner', 'Human'],
    ['friend', 'Being'],
  ],
  Human: [
    ['name', null],
    ['age', null],
    ['dog', 'Dog'],
    ['pets', 'Pet'],
  ],
  Pet: [['__typename', null]],
};
const narrower: Readonly<Record<string, readonly string[]>> = {
  Being: ['Dog', 'Cat', 'Being'],
  Pet: ['Dog', 'Cat', 'Being'],
  Dog: ['Dog', 'Being', 'Pet'],
  Cat: ['Cat', 'Being', 'Pet'],
};
const argumentsOfName = ['', '', '(short: true)', '(of: { a: 1, b: [2] })', '(of: { b: [2], a: 1 })'];

function randomDocument(random: Random): string {
  const fragments = new Map<string, string>();
  const selectionSet = (type: string, levels: number): string => {
    const selections = Array.from({ length: 1 + random.below(4) }, () => {
      const narrow = narrower[type];
      if (narrow && levels > 0 && random.chance(0.35)) {
        const on = random.pick(narrow);
        return `... on ${on} ${selectionSet(on, levels - 1)}`;
      }
      if (levels > 0 && random.chance(0.15)) {
        const name = `${type}${random.below(3)}`;
        if (!fragments.has(name)) {
          fragments.set(name, '');
          fragments.set(name, `fragment ${name} on ${type} ${selectionSet(type, levels - 1)}`);
        }
        return `...${name}`;
      }
      const [field, of] = random.pick(selectable[type] ?? []);
      const alias = random.chance(0.3) ? `${random.pick(['a', 'name', 'friend'])}: ` : '';
      const given = field === 'name' && type !== 'Human' ? random.pick(argumentsOfName) : '';
      if (of === null) return `${alias}${field}${given}`;
      return `${alias}${field} ${levels > 0 ? selectionSet(of, levels - 1) : '{ __typename }'}`;
    });
    return `{ ${selections.join(' ')} }`;
  };
  const operation = selectionSet('Query', 4);
  return [operation, ...fragments.values()].join(' ');
}

describe('the validation rule that fields can be merged', () => {
  it('agrees with graphql-js on random documents', () => {
    const judged = { valid: 0, conflicting: 0 };
    const first = Math.floor(Math.random() * 1_000_000);
    for (let seed = first; judged.valid + judged.conflicting < 1000; seed += 1) {
      const text = randomDocument(randomOf(seed));
      const document = parse(text);
      if (validate(schema, document, otherRules).length > 0) continue;
      const expected = validate(schema, document, [OverlappingFieldsCanBeMergedRule]).length > 0;
      const fault = mergingFault(schema, document);
      expect({ seed, text, isConflict: fault !== null }).toEqual({ seed, text, isConflict: expected });
      judged[expected ? 'conflicting' : 'valid'] += 1;
    }
    expect(judged.valid).toBeGreaterThan(100);
    expect(judged.conflicting).toBeGreaterThan(100);
  });

  it.each([
    ['{ dog { a: name a: age } }', '"name" and "age" are different fields'],
    ['{ dog { name name(short: true) } }', 'they have differing arguments'],
    ['{ pet { ... on Dog { age } ... on Cat { age } } }', 'they return conflicting types "Int" and "String"'],
  ])('names the fields and the reason: %s', (text, reason) => {
    expect(mergingFault(schema, parse(text))?.message).toMatch(
      new RegExp(`^Fields "(a|name|age)" conflict because ${reason}\\. Use different aliases`),
    );
  });

  it('takes linear time, however often a field is repeated', () => {
    const readsFor = (count: number): number => {
      let reads = 0;
      const document = parse(`{ human { ${'dog { name } '.repeat(count)} } }`);
      const [operation] = document.definitions;
      if (operation?.kind !== 'OperationDefinition') throw new Error('The document has no operation.');
      const [human] = operation.selectionSet.selections;
      if (human?.kind !== 'Field' || !human.selectionSet) throw new Error('The document has no field.');
      const selections = human.selectionSet.selections.map(
        (node) =>
          new Proxy(node, {
            get(target, name, receiver) {
              reads += 1;
              return Reflect.get(target, name, receiver);
            },
          }),
      );
      const watched = {
        ...document,
        definitions: [
          {
            ...operation,
            selectionSet: {
              ...operation.selectionSet,
              selections: [{ ...human, selectionSet: { ...human.selectionSet, selections } }],
            },
          },
        ],
      };
      expect(mergingFault(schema, watched)).toBeNull();
      return reads;
    };

    expect(readsFor(2000) / readsFor(200)).toBeLessThan(11);
  });
});
