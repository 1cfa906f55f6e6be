import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, getNamedType, isEnumType, isInputObjectType } from 'graphql';

const sdl = readFileSync(join(__dirname, '../../../schema/verification.graphql'), 'utf8');
// The directives are defined by federation, not by this file.
const schema = buildSchema(sdl, { assumeValid: true, assumeValidSDL: true });

function valuesOf(enumName: string): string[] {
  const type = schema.getType(enumName);
  return isEnumType(type) ? type.getValues().map(({ name }) => name) : [];
}

/** Names that providers have in common with the emitted schema. */
export const subgraph = {
  providers: valuesOf('VerificationProvider'),
  methods: valuesOf('VerificationMethod'),
  /** The fields of a mutation's one argument, `input`; null where there is no such mutation. */
  inputFieldsOf(mutation: string): string[] | null {
    const input = schema
      .getMutationType()
      ?.getFields()
      [mutation]?.args.find(({ name }) => name === 'input');
    const type = input && getNamedType(input.type);
    return isInputObjectType(type) ? Object.keys(type.getFields()) : null;
  },
} as const;
