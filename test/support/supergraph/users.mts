import { type RequestContext, type Subgraph, serveSubgraph } from './serve-subgraph.mts';

/** The user centre's own subgraph: it owns what people are called, and lists them. */
const sdl = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])

  scalar DateTime

  type Query {
    "The caller's own account."
    me: User!
    "An account by its guid; every guid is an account's."
    user(guid: ID!): User!
    "Accounts that are known by name."
    users(first: Int = 20): UserConnection!
  }

  type Mutation {
    renameUser(guid: ID!, name: String!): RenameUserPayload!
  }

  type User @key(fields: "guid") {
    guid: ID!
    name: String!
    email: String
    registeredAt: DateTime!
  }

  type UserConnection { nodes: [User!]! pageInfo: PageInfo! }

  "Every subgraph with pages has one: it is the same everywhere, and shared."
  type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }

  type RenameUserPayload { user: User inputErrors: [InputError!]! }
  "The same as the departments', and shared with them; the verifications' is called VerificationInputError."
  type InputError @shareable { field: String! message: String! }
`;

const firstNames: Readonly<Record<string, string>> = {
  'dev-user': '林晓',
  'account-of-gao': '高远山',
  'account-of-liu': '刘一白',
  'account-of-chen': '陈知秋',
};

interface User {
  readonly guid: string;
}

/** Starts the subgraph `users`. Every guid is a user's; unknown ones are named after their guid. */
export function startUsers(
  options: { readonly port?: number; readonly people?: number } = {},
): Promise<Subgraph> {
  const more = Array.from(
    { length: options.people ?? 0 },
    (_, n) => [`account-${n}`, `Person ${n}`] as const,
  );
  const names = new Map([...Object.entries(firstNames), ...more]);
  const nameOf = (guid: string): string => names.get(guid) ?? `User ${guid}`;
  const resolvers = {
    Query: {
      me: (_root: unknown, _arguments: unknown, { headers }: RequestContext): User => ({
        guid: String(headers['x-dev-guid'] ?? 'dev-user'),
      }),
      user: (_root: unknown, { guid }: User): User => ({ guid }),
      users(_root: unknown, { first }: { readonly first: number }) {
        const nodes = [...names.keys()].slice(0, first).map((guid): User => ({ guid }));
        const pageInfo = { hasNextPage: nodes.length < names.size, hasPreviousPage: false };
        return { nodes, pageInfo };
      },
    },
    Mutation: {
      renameUser(_root: unknown, { guid, name }: { readonly guid: string; readonly name: string }) {
        if (name.trim() === '') {
          return { user: null, inputErrors: [{ field: 'name', message: 'A name must not be empty.' }] };
        }
        names.set(guid, name);
        return { user: { guid }, inputErrors: [] };
      },
    },
    User: {
      __resolveReference: ({ guid }: User): User => ({ guid }),
      name: ({ guid }: User) => nameOf(guid),
      email: ({ guid }: User) => `${guid}@school.example`,
      registeredAt: () => '2024-09-01T00:00:00.000Z',
    },
  };
  return serveSubgraph({ sdl, resolvers, port: options.port });
}
