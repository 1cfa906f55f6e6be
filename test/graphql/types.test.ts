import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'graphql';
import {
  descriptionsOfDocument,
  descriptionsOfSchema,
  shapesOfDocument,
  shapesOfSchema,
} from './contract-shapes';
import { buildTypesSchema } from './types-schema';

/** Fields that need a store or a use case; the resolvers add them. */
const fieldsOfResolvers: Readonly<Record<string, readonly string[]>> = {
  Verification: ['history', 'reveals'],
  User: ['isRealNameVerified', 'assurance', 'meets', 'facts', 'latestVerification', 'verifications'],
  VerificationEvent: ['verification'],
};

const contract = parse(readFileSync(join(__dirname, '../fixtures/contract.graphql'), 'utf8'));
const schema = buildTypesSchema();
const promised = shapesOfDocument(contract);
const built = shapesOfSchema(schema);

describe('the types of the schema', () => {
  it('are those of the contract, by name', () => {
    expect([...built.keys()].sort()).toEqual([...promised.keys()].sort());
  });

  it.each([...promised])(
    '%s has the members, types, nullability and directives of the contract',
    (name, shape) => {
      const omitted = new Set(fieldsOfResolvers[name]);
      const members = Object.entries(shape.members).filter(([member]) => !omitted.has(member));

      // Additions are free.
      expect(built.get(name)).toMatchObject({ ...shape, members: Object.fromEntries(members) });
    },
  );

  it("leave exactly the contract's fields to the resolvers", () => {
    for (const [name, fields] of Object.entries(fieldsOfResolvers)) {
      expect(Object.keys(promised.get(name)?.members ?? {})).toEqual(expect.arrayContaining([...fields]));
    }
  });
});

describe('the descriptions in the schema', () => {
  const descriptions = descriptionsOfSchema(schema);

  it('exist for every type, field, input field, enum and enum value', () => {
    const bare = [...descriptions].filter(([, text]) => !text?.trim()).map(([coordinate]) => coordinate);

    expect(descriptions.size).toBeGreaterThan(300);
    expect(bare).toEqual([]);
  });

  it("contain the contract's descriptions", () => {
    const changed = [...descriptionsOfDocument(contract)].filter(([coordinate, words]) => {
      const text = descriptions.get(coordinate);
      return words !== undefined && text !== undefined && !text.includes(words.replace(/\.$/, ''));
    });

    expect(changed).toEqual([]);
  });
});
