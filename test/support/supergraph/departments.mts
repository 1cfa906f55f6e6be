import { type RequestContext, type Subgraph, serveSubgraph } from './serve-subgraph.mts';

/** The school directory's subgraph: it owns departments, and knows who is in them. */
const sdl = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])

  type Query {
    departments: [Department!]!
    department(customerCode: String!, deptId: Int!): Department
    "What this subgraph was told in the headers of this very request."
    headersAtDepartments(names: [String!]!): [RequestHeader!]!
  }

  type Mutation {
    moveToDepartment(guid: ID!, customerCode: String!, deptId: Int!): MoveToDepartmentPayload!
  }

  type Department @key(fields: "customerCode deptId") {
    customerCode: String!
    deptId: Int!
    name: String!
    members: [User!]!
  }

  type User @key(fields: "guid") {
    guid: ID!
    departments: [Department!]!
    departmentRole: Role
    "What this subgraph was told in the headers of the request for this user."
    headersAtDepartments(names: [String!]!): [RequestHeader!]!
  }

  "A role in a department: a name that many subgraphs would like to have."
  enum Role { HEAD MEMBER }

  type RequestHeader { name: String! value: String }

  type MoveToDepartmentPayload { department: Department inputErrors: [InputError!]! }
  type InputError @shareable { field: String! message: String! }
`;

interface Department {
  readonly customerCode: string;
  readonly deptId: number;
  readonly name: string;
  /** The first one is its head. */
  readonly members: readonly string[];
}

interface User {
  readonly guid: string;
}

type DepartmentKey = Pick<Department, 'customerCode' | 'deptId'>;
const isMeant = (one: Department, key: DepartmentKey): boolean =>
  one.customerCode === key.customerCode && one.deptId === key.deptId;

interface HeaderNames {
  readonly names: readonly string[];
}

/** The departments that the sandbox's ucenter puts people into. */
const firstDepartments: readonly Department[] = [
  { customerCode: '1001', deptId: 228, name: '语文教研组', members: ['account-of-liu', 'account-of-chen'] },
  { customerCode: '1001', deptId: 229, name: '2018级1班', members: ['dev-user', 'account-of-gao'] },
  { customerCode: '1002', deptId: 229, name: '2018级1班', members: ['account-of-gao'] },
];

/** As many people as a router may ask us about at once. Not among the departments that are listed. */
const wholeSchool: Department = {
  customerCode: '1001',
  deptId: 1000,
  name: '全校师生',
  members: Array.from({ length: 1000 }, (_, n) => `account-${n + 1}`),
};

/** Starts the subgraph `departments`. An unknown department has a name made of its key, and no members. */
export function startDepartments(options: { readonly port?: number } = {}): Promise<Subgraph> {
  let all = firstDepartments;
  const find = (key: DepartmentKey): Department | null =>
    [...all, wholeSchool].find((one) => isMeant(one, key)) ?? null;
  const headersAtDepartments = (_parent: unknown, { names }: HeaderNames, { headers }: RequestContext) =>
    names.map((name) => ({ name, value: headers[name.toLowerCase()] ?? null }));

  const resolvers = {
    Query: {
      departments: () => all,
      department: (_root: unknown, key: DepartmentKey) => find(key),
      headersAtDepartments,
    },
    Mutation: {
      moveToDepartment(_root: unknown, { guid, ...key }: DepartmentKey & User) {
        if (!find(key)) {
          return {
            department: null,
            inputErrors: [{ field: 'deptId', message: 'There is no such department.' }],
          };
        }
        all = all.map((one) => {
          const others = one.members.filter((member) => member !== guid);
          return { ...one, members: isMeant(one, key) ? [...others, guid] : others };
        });
        return { department: find(key), inputErrors: [] };
      },
    },
    Department: {
      __resolveReference: ({ customerCode, deptId }: DepartmentKey): Department =>
        find({ customerCode, deptId }) ?? {
          customerCode,
          deptId,
          name: `Department ${customerCode}/${deptId}`,
          members: [],
        },
      members: ({ members }: Department) => members.map((guid): User => ({ guid })),
    },
    User: {
      __resolveReference: ({ guid }: User): User => ({ guid }),
      departments: ({ guid }: User) => all.filter(({ members }) => members.includes(guid)),
      departmentRole({ guid }: User) {
        const own = all.find(({ members }) => members.includes(guid));
        if (!own) return null;
        return own.members[0] === guid ? 'HEAD' : 'MEMBER';
      },
      headersAtDepartments,
    },
  };
  return serveSubgraph({ sdl, resolvers, port: options.port });
}
