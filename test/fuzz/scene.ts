import { join } from 'node:path';
import {
  type ExecutionResult,
  execute,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isInputObjectType,
  parse,
  subscribe,
} from 'graphql';
import { Ctx, Query, Resolver } from 'type-graphql';
import { createContext, type GraphQLContext } from '../../src/graphql/context';
import { inOrder } from '../../src/graphql/field-errors';
import { buildSubgraph } from '../../src/graphql/schema';
import { createErrorFormatter } from '../../src/http/graphql/error-formatter';
import { devCallers } from '../../src/http/server/callers';

import { ClientAddresses } from '../../src/http/server/client-addresses';

import { registry } from '../../src/providers/registry';
import type { ServiceTools } from '../../src/service/tools';
import { listedPerson } from '../supergraph/listed-person';
import { startTestApp, type TestApp } from '../support/app';
import { testClock } from '../support/clock';
import { openSocket, type RawSocket } from '../support/socket';
import type { RandomOperation } from './documents';
import { TroubleResolver } from './trouble';
import type { KnownThings } from './values';

/** A running service, and graphql-js alone over what it works with. */
export interface Scene {
  readonly schema: GraphQLSchema;
  readonly known: KnownThings;
  pass(milliseconds: number): void;
  isRepeatable(mutation: GraphQLField<unknown, unknown>): boolean;
  /** The status and the body, as they come over HTTP. */
  overHttp(operation: RandomOperation, headers: Headers): Promise<string>;
  /** Every message of the operation, as they come over a WebSocket. */
  overSocket(operation: RandomOperation, headers: Headers): Promise<string>;
  /** The body that HTTP should have, by graphql-js and the error formatter. */
  alone(operation: RandomOperation, headers: Headers): Promise<string>;
  close(): Promise<void>;
}

export type Headers = Readonly<Record<string, string>>;

/** An operation is compiled from this use of its text on. */
export const compiledFromUse = 2;

/** In the scene time passes only when it is told to: the same operation has one answer. */
const start = new Date('2026-06-01T08:00:00.000Z');
const settings = {
  // Approvals lapse after weeks.
  ASSURANCE_POLICY: join(__dirname, '../fixtures/policies/short-lived.json'),
  // Also in `npm run test:plain`: the fuzz compares the fast ways with the plain ones.
  QUERY_COMPILER: 'on',
  REMEMBER_ROWS: 'on',
  QUERY_MAX_DEPTH: '100',
  QUERY_MAX_COST: '1000000000',
  QUERY_MAX_ALIASES: '10000',
  QUERY_MAX_DIRECTIVES: '10000',
  ATTEMPTS_PER_TARGET: '1000000',
  ATTEMPTS_PER_CALLER: '1000000',
  ATTEMPTS_PER_ADDRESS: '1000000',
};

export async function openScene(): Promise<Scene> {
  const found: ServiceTools[] = [];
  const clock = testClock(start);

  @Resolver()
  class ToolsResolver {
    @Query(() => Boolean)
    tools(@Ctx() { tools }: GraphQLContext): boolean {
      found[0] = tools;
      return true;
    }
  }

  const resolvers = [ToolsResolver, TroubleResolver];
  const app = await startTestApp({
    env: settings,
    now: clock.now,
    sweepPauseMs: 3_600_000,
    compileAfter: compiledFromUse,
    moreResolvers: resolvers,
  });
  await app.query('{ tools }');
  const [tools] = found;
  if (!tools) throw new Error('The resolver brought no tools.');
  const { schema } = buildSubgraph(registry, resolvers);
  const known = await seed(app);
  const sockets = new Map<string, Promise<RawSocket>>();
  const formatter = createErrorFormatter({
    report: () => {},
    hints: true,
  });
  const contextOf = async (headers: Headers) =>
    createContext(tools, await devCallers(new ClientAddresses([])).identify(headers, '127.0.0.1'));

  const scene: Scene = {
    schema,
    known,
    pass: clock.advance,
    isRepeatable,
    async overHttp({ query, variables, operationName }, headers) {
      const response = await fetch(`${app.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables, operationName }),
      });
      const body = await response.text();
      return body.trim();
    },
    async overSocket(operation, headers) {
      const key = JSON.stringify(headers);
      const opening = sockets.get(key) ?? greetedSocket(app.url, headers);
      sockets.set(key, opening);
      return messagesOf(await opening, operation);
    },
    async alone({ query, variables, operationName, kind }, headers) {
      const document = parse(query);
      if (!getOperationAST(document, operationName)) throw new Error('The operation is not there.');
      const args = {
        schema,
        document,
        variableValues: variables,
        operationName,
        contextValue: await contextOf(headers),
      };
      const told = (result: ExecutionResult) => {
        const ordered = result.errors && { errors: inOrder(result.errors, result.data) };
        const { errors, data } = formatter.result({ ...result, ...ordered });
        return { errors, data };
      };
      if (kind !== 'subscription') return JSON.stringify(told(await execute(args)));
      const results = await subscribe({ ...args, execute: undefined } as Parameters<typeof subscribe>[0]);
      if (!(Symbol.asyncIterator in results)) return JSON.stringify([told(results)]);
      const answers: unknown[] = [];
      for await (const result of results) {
        answers.push(told(result));
        if (answers.length === eventsOfEach || result.data == null) break;
      }
      return JSON.stringify(answers);
    },
    async close() {
      for (const socket of sockets.values()) await (await socket).close();
      await app.close();
    },
  };
  return scene;
}

/** A verification by import is requested and approved: two events, which every subscriber is sent first. */
const eventsOfEach = 2;

interface Seeded {
  readonly verifyByImport: { readonly verification: { readonly id: string } | null };
}

async function seed({ query }: TestApp): Promise<KnownThings> {
  const guids = ['dev-user', 'other-account'];
  const ids: string[] = [];
  for (const guid of guids) {
    for (const input of [listedPerson(guids.indexOf(guid) + 1), listedPerson(guids.indexOf(guid) + 11)]) {
      const text = `mutation ($input: VerifyByImportInput!) {
        verifyByImport(input: $input) { verification { id } inputErrors { code path } }
      }`;
      const variables = { input: { ...input, idempotencyKey: `seed ${input.outid}` } };
      const answer = await query<Seeded>(text, variables, { 'x-dev-guid': guid });
      const { verification } = answer.verifyByImport;
      if (verification) ids.push(verification.id);
    }
  }
  if (ids.length === 0) throw new Error('The sandbox has accepted nobody.');
  return { ids, guids };
}

const changesNothingTwice: ReadonlySet<string> = new Set(['cancelVerification', 'revealPersonalInfo']);

/** A repeat with the same idempotency key gets the first answer. */
function isRepeatable({ name, args }: GraphQLField<unknown, unknown>): boolean {
  if (changesNothingTwice.has(name)) return true;
  return args.some(({ type }) => {
    const input = getNamedType(type);
    return isInputObjectType(input) && 'idempotencyKey' in input.getFields();
  });
}

async function greetedSocket(url: string, headers: Headers): Promise<RawSocket> {
  const socket = await openSocket(url, { headers });
  await socket.next();
  return socket;
}

let operations = 0;

async function messagesOf(
  socket: RawSocket,
  { query, variables, operationName }: RandomOperation,
): Promise<string> {
  operations += 1;
  const id = String(operations);
  socket.send({ type: 'subscribe', id, payload: { query, variables, operationName } });
  const answers: unknown[] = [];
  for (;;) {
    const message = await socket.next();
    if (message.id !== id) continue;
    if (message.type === 'complete') return JSON.stringify(answers);
    answers.push(message.type === 'error' ? { errors: message.payload } : message.payload);
    if (message.type === 'error') return JSON.stringify(answers);
    if (isSubscription(query) && answers.length === eventsOfEach) {
      socket.send({ type: 'complete', id });
      return JSON.stringify(answers);
    }
  }
}

function isSubscription(query: string): boolean {
  return /^subscription\b/m.test(query);
}
