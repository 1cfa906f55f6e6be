import {
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isObjectType,
  isScalarType,
} from 'graphql';
import { ServiceError } from '../../src/service/errors';
import { ownSchema } from '../support/schema';

const { schema } = ownSchema();

interface Place {
  readonly path: string;
  readonly resolve: () => unknown;
}

/** Every place of the schema's arguments at which a client can write text, with `text` in it. */
function placesOf(text: string): readonly Place[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!isObjectType(type) || type.name.startsWith('__')) return [];
    return Object.values(type.getFields())
      .filter(({ name }) => name !== '_entities')
      .flatMap((field) =>
        field.args.flatMap((arg) =>
          valuesOf(arg.type, text).map(({ path, value }) => ({
            path: `${type.name}.${field.name}(${arg.name}${path})`,
            resolve: () => resolveWith(field, { [arg.name]: value }),
          })),
        ),
      );
  });
}

function valuesOf(type: GraphQLInputType, text: string): readonly { path: string; value: unknown }[] {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    return valuesOf(nullable.ofType, text).map(({ path, value }) => ({ path: `[]${path}`, value: [value] }));
  }
  if (isInputObjectType(nullable)) {
    return Object.values(nullable.getFields()).flatMap((field) =>
      valuesOf(field.type, text).map(({ path, value }) => ({
        path: `.${field.name}${path}`,
        value: { [field.name]: value },
      })),
    );
  }
  if (!isScalarType(nullable)) return [];
  if (nullable.name === 'JSONObject') return [{ path: '{}', value: { key: [text] } }];
  return ['String', 'ID'].includes(getNamedType(nullable).name) ? [{ path: '', value: text }] : [];
}

function resolveWith(field: GraphQLField<unknown, unknown>, args: object): unknown {
  const resolve = field.subscribe ?? field.resolve;
  return resolve?.({}, args, {}, {} as never);
}

describe('an argument with text that databases cannot store', () => {
  it.each(['a\u0000b', 'bob\ud83d', '\ude00bob'])(
    'is refused in every position of the schema: %j',
    (text) => {
      const places = placesOf(text);
      expect(places.length).toBeGreaterThan(60);
      for (const { path, resolve } of places) {
        let fault: unknown = null;
        try {
          resolve();
        } catch (error) {
          fault = error;
        }
        expect([path, fault]).toEqual([path, expect.any(ServiceError)]);
        expect(fault).toMatchObject({
          code: 'BAD_USER_INPUT',
          message: expect.stringContaining('must not contain U+0000 or unpaired surrogates'),
        });
      }
    },
  );
});
