import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { GraphQLEnumType, type GraphQLSchema } from 'graphql';
import type { ProviderInfo } from '../providers/provider';
import { VerificationMethod, VerificationProvider } from './verification/enums';

/** The schema with the providers and methods of the registry as the values of the two enums that name them. */
export function withProviderNames(schema: GraphQLSchema, known: readonly ProviderInfo[]): GraphQLSchema {
  const methods = known.flatMap((provider) => provider.methods);
  const names: Readonly<Record<string, ReadonlyMap<string, string>>> = {
    [VerificationProvider.name]: new Map(known.map(({ name, description }) => [name, description])),
    [VerificationMethod.name]: new Map(methods.map(({ name, summary }) => [name, summary])),
  };
  return mapSchema(schema, {
    [MapperKind.ENUM_TYPE](type) {
      const described = names[type.name];
      if (!described) return type;
      const values = [...described].map(([name, description]) => [name, { value: name, description }]);
      return new GraphQLEnumType({ ...type.toConfig(), values: Object.fromEntries(values) });
    },
  });
}
