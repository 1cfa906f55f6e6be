import { join } from 'node:path';
import { createApp, type Overrides } from '../../../src/app/app';
import { loadConfig } from '../../../src/config/config';
import { Secret } from '../../../src/domain/privacy/secret';
import type { RegistryEntry } from '../../../src/providers/entry';
import type { ServiceKey } from '../../../src/storage/encryption/vault';
import { subscribe } from '../../support/app';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder';
import { canarySecrets } from './canaries';
import { type CanaryFarEnds, openCanaryFarEnds } from './canary-far-ends';
import type { Haystack } from './disguises';
import { allFiles } from './files';
import { operationOf, rootFields } from './schema-walk';

type Headers = Readonly<Record<string, string>>;

/** A service on a database file, whose every word is kept: log lines, answers, files. */
export interface CanaryService {
  readonly url: string;
  /** The folder of its files: realname.db and realname.keystore. */
  readonly folder: string;
  readonly farEnds: CanaryFarEnds;
  /** Every answer of GraphQL so far. */
  readonly results: readonly unknown[];
  /** Asks one root field for everything it has. Returns what came under `data`. */
  ask(rootField: string, variables?: object, headers?: Headers): Promise<unknown>;
  /** Any request, with its answer kept, headers included. */
  request(path: string, init?: RequestInit): Promise<string>;
  /** Keeps something that the service said by another way. */
  say(text: string): void;
  /** The first events of a subscription. */
  follow(rootField: string, variables: object, count: number, caller: string): Promise<void>;
  /** Its log so far. */
  log(): string;
  /** Everything the service has said: log, answers, metrics. */
  said(): Promise<readonly Haystack[]>;
  /** Everything it has said, and every file of its. */
  haystacks(): Promise<readonly Haystack[]>;
  close(): Promise<void>;
}

/** The one key of the service. */
export const serviceKey: ServiceKey = { id: 'canary', key: Secret.of(Buffer.alloc(32, 0x5a)) };

/** Logged in every test, and so the proof that a search finds what is there. */
export const marker = 'verification changed';

export interface CanaryServiceOptions extends Overrides {
  readonly registry?: readonly RegistryEntry[];
  /** Settings on top of those that lead to the canary's providers. */
  readonly env?: Readonly<Record<string, string>>;
}

export async function openCanaryService(options: CanaryServiceOptions = {}): Promise<CanaryService> {
  const { env = {}, registry, ...overrides } = options;
  const folder: TemporaryFolder = temporaryFolder();
  const farEnds = await openCanaryFarEnds();
  const lines: string[] = [];
  const answers: string[] = [];
  const results: unknown[] = [];
  const config = loadConfig(
    {
      PORT: '0',
      LOG_LEVEL: 'trace',
      DATABASE_URL: `sqlite:${join(folder.path, 'realname.db')}`,
      QUERY_MAX_COST: '10000000',
      QUERY_MAX_FIELDS: '100000',
      ATTEMPTS_PER_TARGET: '100000',
      ATTEMPTS_PER_CALLER: '100000',
      ENCRYPTION_KEYS: `${serviceKey.id}:${serviceKey.key.reveal().toString('base64')}`,
      ...farEnds.env,
      ...env,
    },
    { ...(registry && { registry }) },
  );
  const app = await createApp(config, {
    logDestination: { write: (line) => lines.push(line) },
    sweepPauseMs: 20,
    ...overrides,
  });
  const roots = new Map(rootFields().map((root) => [root.name, root]));
  const operation = (name: string): string => {
    const root = roots.get(name);
    if (!root) throw new Error(`there is no ${name}`);
    return operationOf(root, 4);
  };

  const send = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${app.url}${path}`, { redirect: 'manual', ...init });
    const text = await response.text();
    // A redirect to the application's own address is where its own query belongs.
    const headers = [...response.headers].filter(([name]) => name !== 'location');
    return { text, whole: `${response.status} ${JSON.stringify(headers)} ${text}` };
  };

  const service: CanaryService = {
    url: app.url,
    folder: folder.path,
    farEnds,
    results,
    say(text) {
      answers.push(text);
    },
    async request(path, init) {
      const { text, whole } = await send(path, init);
      answers.push(whole);
      return text;
    },
    async ask(rootField, variables = {}, headers = {}) {
      const { text, whole } = await send('/graphql', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-ucenter-access-token': canarySecrets.personToken,
          ...headers,
        },
        body: JSON.stringify({ query: operation(rootField), variables }),
      });
      const result = JSON.parse(text) as { data?: Record<string, unknown>; errors?: unknown };
      results.push(result);
      // The one answer that is for showing a person in plain.
      if (rootField !== 'Mutation.revealPersonalInfo') answers.push(whole);
      const { data, errors } = result;
      if (errors) throw new Error(`${rootField}: ${JSON.stringify(errors)}`);
      return data?.[rootField.split('.')[1] ?? ''];
    },
    async follow(rootField, variables, count, caller) {
      const url = `${app.url.replace('http', 'ws')}/graphql`;
      const params = { 'x-dev-guid': caller };
      const following = subscribe(url, operation(rootField), { ...variables }, params);
      for (let n = 0; n < count; n += 1) {
        const event = await following.next();
        results.push(event);
        answers.push(JSON.stringify(event));
      }
      await following.stop();
    },
    log: () => lines.join(''),
    async said() {
      const metrics = await (await fetch(`${app.url}/metrics`)).text();
      return [
        { name: 'the log', place: null, bytes: Buffer.from(lines.join('')) },
        { name: 'the answers', place: 'answers', bytes: Buffer.from(answers.join('\n')) },
        { name: 'the metrics', place: null, bytes: Buffer.from(metrics) },
      ];
    },
    async haystacks() {
      return [
        ...(await this.said()),
        ...allFiles(folder.path).map(({ name, bytes }) => ({ name, place: 'database', bytes }) as const),
      ];
    },
    async close() {
      await app.close();
      await farEnds.close();
      folder.remove();
    },
  };
  return service;
}
