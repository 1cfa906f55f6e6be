/** The only place that turns a type-graphql schema into a Federation 2 subgraph. */

import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { GraphQLID, type GraphQLSchema, isObjectType, parse } from 'graphql';
import { buildSchemaSync, createResolversMap, type NonEmptyArray, type PubSub } from 'type-graphql';
import type { ProviderInfo } from '../providers/provider';
import { ServiceError } from '../service/errors';
import type { AssuranceLevel } from './assurance/enums';
import { AssuranceReasonResolver } from './assurance/reason.resolver';
import { VerificationAssuranceResolver } from './assurance/resolver';
import { IdentityCase } from './cases/case.type';
import {
  IdentityCaseFieldsResolver,
  RoutingReasonResolver,
  VerificationCaseResolver,
} from './cases/fields.resolver';
import { IdentityCaseResolver } from './cases/resolver';
import { IdentityCaseSubscriptionResolver } from './cases/subscription.resolver';
import { ConsentResolver, UserConsentsResolver } from './consents/resolver';
import type { GraphQLContext } from './context';
import { EventDestinationResolver } from './destinations/resolver';
import { resolveEntitiesTogether } from './entities';
import { IdentityFactsResolver } from './facts/resolver';
import { VerificationEventsResolver } from './feed/resolver';
import { LinkIdResolver } from './linkid/resolver';
import { TransparencyLogResolver } from './log/resolver';
import { messageResolvers } from './messages/resolvers';
import { OneNetResolver } from './onenet/resolver';
import { PersonalInfoResolver } from './personal-info/resolver';
import { withProviderNames } from './provider-names';
import { describeRootTypes } from './root-types';
import { StaffResolver } from './staff/resolver';
import { refuseUnstorableArguments } from './storable-arguments';
import { UcenterCodesResolver } from './ucenter/codes.resolver';
import { UcenterResolver } from './ucenter/resolver';
import { UserResolver } from './user/resolver';
import { User } from './user/user.type';
import { IdentityConflictResolver } from './verification/conflict.resolver';
import { VerificationEventResolver } from './verification/event.resolver';
import { VerificationResolver } from './verification/resolver';
import { VerificationSubscriptionResolver } from './verification/subscription.resolver';
import { Verification } from './verification/verification.type';
import { YuxinResolver } from './yuxin/resolver';

// biome-ignore lint/complexity/noBannedTypes: type-graphql's own name for a resolver class
export type ResolverClass = Function;

const ownResolvers: NonEmptyArray<ResolverClass> = [
  VerificationResolver,
  VerificationEventResolver,
  VerificationSubscriptionResolver,
  VerificationEventsResolver,
  EventDestinationResolver,
  UserResolver,
  OneNetResolver,
  UcenterResolver,
  UcenterCodesResolver,
  IdentityConflictResolver,
  YuxinResolver,
  LinkIdResolver,
  PersonalInfoResolver,
  VerificationAssuranceResolver,
  AssuranceReasonResolver,
  ...messageResolvers,
  IdentityFactsResolver,
  StaffResolver,
  IdentityCaseResolver,
  IdentityCaseFieldsResolver,
  VerificationCaseResolver,
  RoutingReasonResolver,
  IdentityCaseSubscriptionResolver,
  TransparencyLogResolver,
  ConsentResolver,
  UserConsentsResolver,
];

const federationLink = `extend schema
  @link(
    url: "https://specs.apollo.dev/federation/v2.9"
    import: ["@key", "@shareable", "@tag", "@inaccessible", "@authenticated", "@requiresScopes", "@cost", "@listSize"]
  )
`;

export interface SubgraphSchema {
  readonly schema: GraphQLSchema;
  /** The text of schema/verification.graphql. */
  readonly sdl: string;
}

/**
 * Builds the schema for the known providers. `moreResolvers` are those of providers without a line in ownResolvers, such
 * as a test's. Building it is most of the cost of a start, so the caller keeps it.
 */
export function buildSubgraph(
  known: readonly ProviderInfo[],
  moreResolvers: readonly ResolverClass[] = [],
): SubgraphSchema {
  const classes: NonEmptyArray<ResolverClass> = [...ownResolvers, ...moreResolvers];
  const built = buildSchemaSync({
    resolvers: classes,
    // The use cases check input as a whole and report every fault; class-validator would stop half-way.
    validate: false,
    // Federation's directives are defined in the subgraph schema below, not in this one.
    skipCheck: true,
    pubSub: noPubSub,
  });
  const schema = withProviderNames(built, known);
  describeRootTypes(schema);
  const sdl = `${federationLink}\n${printSchemaWithDirectives(schema)}\n`;
  const resolvers = withReferenceResolvers(withoutPlainFields(schema, classes));
  return {
    // An array of modules: given one object, buildSubgraphSchema ignores the resolvers' own scalars.
    schema: refuseUnstorableArguments(
      resolveEntitiesTogether(buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }])),
    ),
    sdl,
  };
}

/** type-graphql requires a PubSub; our subscriptions read the event table instead. */
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
 * type-graphql gives a resolver to every field, even to one that only reads a property. graphql-js reads a property
 * itself at a fraction of the cost, so those resolvers are dropped.
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

const users = new UserResolver();

/** Entities are found by their keys through the loaders: a thousand references are one query. */
function withReferenceResolvers(map: ResolversMap): SubgraphResolvers {
  return {
    ...map,
    Verification: {
      ...map['Verification'],
      __resolveReference: async ({ id }: { id: unknown }, { caller, loaders }: GraphQLContext) => {
        // Unknown, another account's, or no caller: the same null, so that the answer gives nothing away.
        const record = caller && (await loaders.verification.load(keyOf('Verification', id)));
        return record && new Verification(record);
      },
    },
    IdentityCase: {
      ...map['IdentityCase'],
      __resolveReference: async ({ id }: { id: unknown }, { caller, loaders }: GraphQLContext) => {
        const record = caller && (await loaders.identityCase.load(keyOf('IdentityCase', id)));
        return record && new IdentityCase(record);
      },
    },
    User: {
      ...map['User'],
      // Never null: null would empty the other subgraphs' fields.
      // Async, so that a bad key fails its own reference and not all of them.
      __resolveReference: async ({ guid }: { guid: unknown }) => new User(keyOf('User', guid)),
      // type-graphql waits for every argument, although it checks none here; most answers need no promise.
      meets: (user: User, { level }: { level: AssuranceLevel }, context: GraphQLContext) =>
        users.meets(user, context, level),
    },
  } as SubgraphResolvers;
}

/** A representation has any shape; its key must be a valid ID. */
function keyOf(type: string, value: unknown): string {
  try {
    return GraphQLID.parseValue(value);
  } catch {
    throw new ServiceError('BAD_USER_INPUT', `A reference to a ${type} must hold its key.`);
  }
}
