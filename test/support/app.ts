import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { type App, createApp, type Overrides } from '../../src/app/app';
import { loadConfig } from '../../src/config/config';
import type { RegistryEntry } from '../../src/providers/entry';
import type { ServiceLog } from '../../src/service/tools';

/** A whole service on free ports with the sandbox as its providers, as `npm start` runs it. */
export interface TestApp extends App {
  readonly logLines: readonly LogLine[];
  /** Sends an operation over HTTP and returns the whole answer. */
  send<Data = Record<string, unknown>>(
    query: string,
    variables?: Record<string, unknown>,
    headers?: Record<string, string>,
  ): Promise<GraphQLAnswer<Data>>;
  /** The same, where errors are not expected: they fail the test. */
  query<Data = Record<string, unknown>>(
    query: string,
    variables?: Record<string, unknown>,
    headers?: Record<string, string>,
  ): Promise<Data>;
  /** Follows a subscription over a WebSocket. */
  subscribe<Data = Record<string, unknown>>(
    query: string,
    variables?: Record<string, unknown>,
    connectionParams?: Record<string, string>,
  ): Subscription<Data>;
}

export interface GraphQLAnswer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly GraphQLAnswerError[];
}

export interface GraphQLAnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string };
}

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export interface Subscription<Data> {
  /** The next result's data; rejects when the stream ends or fails first. */
  next(): Promise<Data>;
  /** Ends the subscription and its socket. */
  stop(): Promise<void>;
}

export interface TestAppOptions extends Overrides {
  /** Settings on top of the test defaults. */
  readonly env?: Readonly<Record<string, string>>;
  /** The providers there are. Default: the four. */
  readonly registry?: readonly RegistryEntry[];
}

/** Operations are compiled at their first use, so that every test sees what clients see; `npm run test:plain` does without. */
const interpreted =
  process.env['TEST_QUERY_COMPILER'] === 'off' ? { QUERY_COMPILER: 'off', REMEMBER_ROWS: 'off' } : {};

/** Starts the service in memory unless `env.DATABASE_URL` says otherwise. Close it in the test. */
export async function startTestApp({
  env = {},
  registry,
  ...overrides
}: TestAppOptions = {}): Promise<TestApp> {
  const logLines: LogLine[] = [];
  const config = loadConfig(
    // The tests of the transparency log switch it on: everything else is tested without the work that it does besides.
    { PORT: '0', DATABASE_URL: 'sqlite::memory:', TRANSPARENCY_LOG: 'off', ...interpreted, ...env },
    { ...(registry && { registry }) },
  );
  const app = await createApp(config, { log: collectingLog(logLines), compileAfter: 1, ...overrides });
  const endpoint = `${app.url}/graphql`;

  const send: TestApp['send'] = async (query, variables = {}, headers = {}) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as never;
  };
  return {
    ...app,
    logLines,
    send,
    async query(query, variables, headers) {
      const answer = await send(query, variables, headers);
      if (answer.errors || !answer.data) throw new Error(JSON.stringify(answer.errors ?? answer));
      return answer.data as never;
    },
    subscribe: (query, variables = {}, connectionParams = {}) =>
      subscribe(endpoint.replace('http', 'ws'), query, variables, connectionParams),
  };
}

/** A folder that the returned function removes. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'realname-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function collectingLog(lines: LogLine[]): ServiceLog {
  const at =
    (level: LogLine['level']) =>
    (fields: LogLine['fields'], message: string): void => {
      lines.push({ level, fields, message });
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

export function subscribe<Data>(
  url: string,
  query: string,
  variables: Record<string, unknown>,
  connectionParams: Record<string, string>,
): Subscription<Data> {
  const client = createClient({
    url,
    webSocketImpl: WebSocket,
    connectionParams,
    retryAttempts: 0,
    lazy: true,
  });
  const results = client.iterate<Data>({ query, variables });
  return {
    async next() {
      const { done, value } = await results.next();
      if (done) throw new Error('the subscription has ended');
      if (value.errors || !value.data) throw new Error(JSON.stringify(value.errors ?? value));
      return value.data;
    },
    async stop() {
      await results.return?.();
      await client.dispose();
    },
  };
}
