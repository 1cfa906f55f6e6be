import DataLoader from 'dataloader';
import { GraphQLScalarType } from 'graphql';
import { checkMobileOwner, type MobileOwnerInput } from './check-mobile-owner.mts';
import type { PagePlace, PeerData, PeerVerification } from './data.mts';
import type { PeerSettings } from './peer.mts';

/** One per request, shared by the resolvers of all peers. */
export interface PeerContext {
  readonly data: PeerData;
  readonly settings: PeerSettings;
  readonly verification: DataLoader<string, PeerVerification | null>;
}

export function createContext(data: PeerData, settings: PeerSettings): PeerContext {
  return {
    data,
    settings,
    verification: new DataLoader<string, PeerVerification | null>(async (ids) => data.byIds(ids)),
  };
}

const DateTime = new GraphQLScalarType<number, string>({
  name: 'DateTime',
  serialize: (value) => new Date(value as number).toISOString(),
});

interface PageArgs {
  readonly first: number | null;
  readonly after?: string | null;
}

const Query = {
  verification: (_root: unknown, { id }: { id: string }, { verification }: PeerContext) =>
    verification.load(id),
  async verifications(_root: unknown, { first, after }: PageArgs, { data }: PeerContext) {
    const limit = first ?? 20;
    const place = after ? decodeCursor(after) : null;
    const found = await data.page(limit + 1, place);
    const nodes = found.slice(0, limit);
    const [oldest, newest] = [nodes.at(-1), nodes.at(0)];
    return {
      nodes,
      pageInfo: {
        hasNextPage: found.length > limit,
        hasPreviousPage: place !== null,
        startCursor: newest ? encodeCursor(newest) : null,
        endCursor: oldest ? encodeCursor(oldest) : null,
      },
    };
  },
};

const Mutation = {
  async verifyMobileOwner(
    _root: unknown,
    { input }: { input: MobileOwnerInput },
    { data, settings }: PeerContext,
  ) {
    const verification = await checkMobileOwner(input, settings.yuxin);
    await data.insert(verification);
    return { verification, inputErrors: [] };
  },
};

const Verification = {
  user: ({ guid }: PeerVerification) => (guid === null ? null : { guid }),
  // The row itself has these fields.
  references: (row: PeerVerification) => row,
  subject: (row: PeerVerification) => row,
  membership: ({ membership }: PeerVerification) => (membership === null ? null : JSON.parse(membership)),
  deptInfo: ({ deptInfo }: PeerVerification) => JSON.parse(deptInfo),
  relativeInfo: ({ relativeInfo }: PeerVerification) => JSON.parse(relativeInfo),
};

export interface Reference {
  readonly __typename: string;
  readonly id: string;
}

/** For buildSubgraphSchema. */
export const subgraphResolvers = {
  DateTime,
  Query,
  Mutation,
  Verification: {
    ...Verification,
    __resolveReference: ({ id }: Reference, { verification }: PeerContext) => verification.load(id),
  },
};

/** For a server without federation support. */
export const plainResolvers = {
  DateTime,
  Query: {
    ...Query,
    _entities: (_root: unknown, { representations }: EntitiesArgs, { verification }: PeerContext) =>
      representations.map(({ __typename, id }) => {
        if (__typename !== 'Verification') throw new Error(`There is no entity ${__typename}.`);
        return verification.load(id);
      }),
  },
  Mutation,
  Verification,
  _Entity: { resolveType: () => 'Verification' },
};

interface EntitiesArgs {
  readonly representations: readonly Reference[];
}

function encodeCursor({ createdAt, id }: PagePlace): string {
  return Buffer.from(`p1:${createdAt}:${id}`).toString('base64url');
}

function decodeCursor(text: string): PagePlace {
  const [, createdAt, id = ''] = Buffer.from(text, 'base64url').toString().split(':');
  return { createdAt: Number(createdAt), id };
}
