/** The only place that knows how a type-graphql schema becomes a Federation 2 subgraph. */

import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { GraphQLID, type GraphQLSchema, isObjectType, parse } from 'graphql';
import { buildSchemaSync, createResolversMap, type NonEmptyArray, type PubSub } from 'type-graphql';
import { ServiceError } from '../service/errors';
import type { GraphQLContext } from './context';
import { resolveEntitiesTogether } from './entities';
import { LinkIdResolver } from './linkid/resolver';
import { OneNetResolver } from './onenet/resolver';
import { PersonalInfoResolver } from './personal-info/resolver';
import { UcenterResolver } from './ucenter/resolver';
import { UserResolver } from './user/resolver';
import { User } from './user/user.type';
import { VerificationEventResolver } from './verification/event.resolver';
import { VerificationResolver } from './verification/resolver';
import { VerificationSubscriptionResolver } from './verification/subscription.resolver';
import { Verification } from './verification/verification.type';
import { YuxinResolver } from './yuxin/resolver';

// biome-ignore lint/complexity/noBannedTypes: type-graphql's own name for a resolver class
type ResolverClass = Function;

const ownResolvers: NonEmptyArray<ResolverClass> = [
  VerificationResolver,
  VerificationEventResolver,
  VerificationSubscriptionResolver,
  UserResolver,
  OneNetResolver,
  UcenterResolver,
  YuxinResolver,
  LinkIdResolver,
  PersonalInfoResolver,
];

const federationLink = `extend schema
  @link(
    url: "https://specs.apollo.dev/federation/v2.9"
    import: ["@key", "@shareable", "@tag", "@inaccessible", "@authenticated", "@requiresScopes", "@cost", "@listSize"]
  )
`;

export interface SubgraphSchema {
  readonly schema: GraphQLSchema;
  /** What schema/verification.graphql holds. */
  readonly sdl: string;
}

let own: SubgraphSchema | null = null;

/** The service's schema. Building it is most of what opening a service costs: a process does so once. */
export function ownSchema(): SubgraphSchema {
  own ??= buildSchema(ownResolvers);
  return own;
}

/** With resolvers of providers that are not in the registry, such as a test's. */
export function schemaWith(moreResolvers: readonly ResolverClass[]): SubgraphSchema {
  return buildSchema([...ownResolvers, ...moreResolvers]);
}

function buildSchema(classes: NonEmptyArray<ResolverClass>): SubgraphSchema {
  const schema = buildSchemaSync({
    resolvers: classes,
    // The use cases judge input, all of it at once; class-validator would stop half-way.
    validate: false,
    // The directives of federation are known to the subgraph schema below, not to this one.
    skipCheck: true,
    pubSub: noPubSub,
  });
  const sdl = `${federationLink}\n${printSchemaWithDirectives(schema)}\n`;
  const resolvers = withReferenceResolvers(withoutPlainFields(schema, classes));
  return {
    // An array of modules: given one object, buildSubgraphSchema ignores the resolvers' own scalars.
    schema: resolveEntitiesTogether(buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }])),
    sdl,
  };
}

/** type-graphql insists on one; every subscription of ours reads the event table instead. */
const noPubSub: PubSub = {
  publish() {},
  subscribe() {
    throw new Error('Subscriptions read the event table; there is no pub/sub.');
  },
};

type SubgraphModule = Extract<Parameters<typeof buildSubgraphSchema>[0], readonly unknown[]>[number];
type SubgraphResolvers = Exclude<Extract<SubgraphModule, { typeDefs: unknown }>['resolvers'], undefined>;

type ResolversMap = ReturnType<typeof createResolversMap>;

/**
 * type-graphql gives a resolver to every field, also to one that only reads a property. Without it GraphQL reads the
 * property by itself, which costs a fraction.
 */
function withoutPlainFields(schema: GraphQLSchema, classes: readonly ResolverClass[]): ResolversMap {
  const methods = new Set(classes.flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype)));
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  const isPlain = (type: string, field: string) => {
    const known = schema.getType(type);
    return isObjectType(known) && !roots.has(known) && !methods.has(field);
  };
  return Object.fromEntries(
    Object.entries(createResolversMap(schema)).map(([type, entry]) => [
      type,
      isObjectType(schema.getType(type))
        ? Object.fromEntries(Object.entries(entry).filter(([field]) => !isPlain(type, field)))
        : entry,
    ]),
  ) as ResolversMap;
}

/** Entities are found by their keys through the loaders: a thousand references are one query. */
function withReferenceResolvers(map: ResolversMap): SubgraphResolvers {
  return {
    ...map,
    Verification: {
      ...map['Verification'],
      __resolveReference: async ({ id }: { id: unknown }, { caller, loaders }: GraphQLContext) => {
        // Unknown, foreign, or nobody asking: all the same null.
        const record = caller && (await loaders.verification.load(keyOf('Verification', id)));
        return record && new Verification(record);
      },
    },
    User: {
      ...map['User'],
      // Never null: that would empty the other subgraphs' fields.
      // Async, so that one bad key fails one reference and not all of them.
      __resolveReference: async ({ guid }: { guid: unknown }) => new User(keyOf('User', guid)),
    },
  } as SubgraphResolvers;
}

/** A representation is of any shape; its key must be what an ID argument may be. */
function keyOf(type: string, value: unknown): string {
  try {
    return GraphQLID.parseValue(value);
  } catch {
    throw new ServiceError('BAD_USER_INPUT', `A reference to a ${type} must hold its key.`);
  }
}
