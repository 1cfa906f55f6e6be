import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { isStorable } from '../domain/input/storable-text';
import { ServiceError } from '../service/errors';

type Resolve = GraphQLFieldResolver<unknown, unknown>;

/**
 * Refuses text that the databases cannot store, in any argument of any field, with BAD_USER_INPUT. Checked where the
 * scalars have been read, because String and ID belong to graphql-js, and compiled operations do not call their
 * functions. Representations are left out: an entity with such a key is unknown, and its neighbours are found.
 */
export function refuseUnstorableArguments(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.args.length === 0 || field.name === '_entities') continue;
      if (field.subscribe) field.subscribe = checked(field.subscribe);
      else field.resolve = checked(field.resolve ?? defaultFieldResolver);
    }
  }
  return schema;
}

function checked(resolve: Resolve): Resolve {
  return (source, args, context, info) => {
    refuseUnstorableIn(args);
    return resolve(source, args, context, info);
  };
}

/** Throws BAD_USER_INPUT if the databases cannot store a text among the arguments of a field. */
export function refuseUnstorableIn(args: object): void {
  for (const [name, value] of Object.entries(args)) refuseUnstorable(value, name);
}

function refuseUnstorable(value: unknown, path: string): void {
  if (typeof value === 'string') {
    if (!isStorable(value)) {
      throw new ServiceError('BAD_USER_INPUT', `${path} must not contain U+0000 or unpaired surrogates.`);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) refuseUnstorable(inner, `${path}.${name}`);
  }
}
