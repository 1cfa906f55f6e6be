import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { GraphQLAnswer } from '../support/app';

const program = join(__dirname, '../support/supergraph/main.mts');

/** Hive Gateway, by the way in which it follows our subscriptions. */
export const hiveGateways = ['hive-ws', 'hive-sse', 'hive-callback'] as const;
export type HiveGateway = (typeof hiveGateways)[number];
export type Gateway = 'apollo' | HiveGateway;
export type Neighbour = 'users' | 'departments';

/** The neighbours, and every gateway over them and a service that runs already. */
export interface Supergraph {
  addressOf(server: Gateway | Neighbour): string;
  /** Sends an operation and returns the whole answer. */
  send<Data = Record<string, unknown>>(
    server: Gateway | Neighbour,
    query: string,
    variables?: Record<string, unknown>,
    headers?: Record<string, string>,
  ): Promise<GraphQLAnswer<Data>>;
  close(): Promise<void>;
}

/** Starts them as a process of plain node, where the gateways load several times faster than inside of a test. */
export function startSupergraph(appUrl: string): Promise<Supergraph> {
  return startProgram(['--realname', `${appUrl}/graphql`]);
}

/** The neighbours alone. The user centre knows so many more accounts: account-0, account-1 … */
export function startNeighbours(people: number): Promise<Supergraph> {
  return startProgram(['--neighbours', '--people', String(people)]);
}

async function startProgram(parameters: readonly string[]): Promise<Supergraph> {
  const child = spawn(process.execPath, [program, ...parameters], {
    env: {},
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const addresses = await readAddresses(child);
  const addressOf = (server: string): string => {
    const address = addresses.get(server);
    if (address === undefined) throw new Error(`There is no ${server} in the supergraph.`);
    return address;
  };
  return {
    addressOf,
    async send(server, query, variables = {}, headers = {}) {
      const response = await fetch(addressOf(server), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as never;
    },
    async close() {
      const ended = once(child, 'close');
      // It ends with its standard input, by itself and in order.
      child.stdin?.end();
      const [code] = await ended;
      expect(code).toBe(0);
    },
  };
}

async function readAddresses(child: ChildProcess): Promise<ReadonlyMap<string, string>> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('The process has no output.');
  let faults = '';
  stderr.setEncoding('utf8').on('data', (text: string) => {
    faults += text;
  });
  const addresses = new Map<string, string>();
  for await (const line of createInterface({ input: stdout })) {
    const { name, url, ready } = JSON.parse(line) as { name?: string; url?: string; ready?: boolean };
    if (name !== undefined && url !== undefined) addresses.set(name, url);
    if (ready) return addresses;
  }
  throw new Error(`The supergraph did not start: ${faults}`);
}
