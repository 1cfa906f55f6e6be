import { z } from 'zod';
import type { HashiCorpAddress, KeyStore } from './contract';

/** Requests to Vault that are under way at once. */
const atOnce = 16;
const timeoutMs = 5000;
const batchSize = 500;

const secretSchema = z.object({
  data: z.object({
    data: z.object({ key: z.base64() }),
    metadata: z.object({ version: z.number().int().positive() }),
  }),
});
const listSchema = z.object({ data: z.object({ keys: z.array(z.string()) }) });

/** HashiCorp Vault gave no usable answer. The text holds the status, and neither token nor key. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
}

/**
 * A key store in HashiCorp Vault: one secret of the KV engine, version 2, for each key. To destroy a key its metadata
 * is deleted, with which Vault removes all of its versions: one request, however many other keys there are.
 */
export class VaultKeyStore implements KeyStore {
  readonly place: string;

  constructor(
    private readonly address: HashiCorpAddress,
    private readonly fetch: typeof globalThis.fetch,
  ) {
    this.place = `the key store ${address.origin}/v1/${address.mount}/data/${address.folder}`;
  }

  async add(id: string, sealed: Uint8Array): Promise<void> {
    await this.#write(id, sealed, 0);
  }

  async read(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const found = new Map<string, Uint8Array>();
    await forEach(ids, async (id) => {
      const secret = await this.#read(id);
      if (secret) found.set(id, secret.sealed);
    });
    return found;
  }

  /** The version before is destroyed: it is sealed with the service key that is being replaced. */
  async replace(id: string, sealed: Uint8Array): Promise<boolean> {
    const secret = await this.#read(id);
    if (!secret) return false;
    const { version } = secret;
    if (!(await this.#write(id, sealed, version))) return false;
    await this.#request('PUT', `destroy/${this.#pathOf(id)}`, { versions: [version] });
    return true;
  }

  async destroy(ids: readonly string[]): Promise<void> {
    await forEach(ids, async (id) => {
      await this.#request('DELETE', `metadata/${this.#pathOf(id)}`);
    });
  }

  async *ids(): AsyncIterable<readonly string[]> {
    const answer = await this.#request('GET', `metadata/${this.address.folder}?list=true`);
    const ids = answer === null ? [] : parse(listSchema, answer).data.keys.filter((id) => !id.endsWith('/'));
    for (let start = 0; start < ids.length; start += batchSize) yield ids.slice(start, start + batchSize);
  }

  async tidy(): Promise<void> {}

  async #read(id: string): Promise<{ readonly sealed: Buffer; readonly version: number } | null> {
    const answer = await this.#request('GET', `data/${this.#pathOf(id)}`);
    if (answer === null) return null;
    const { data, metadata } = parse(secretSchema, answer).data;
    return { sealed: Buffer.from(data.key, 'base64'), version: metadata.version };
  }

  /** Check-and-set: writes only if the secret has this version; 0 if there is none. False if it has another one. */
  async #write(id: string, sealed: Uint8Array, version: number): Promise<boolean> {
    const body = { options: { cas: version }, data: { key: Buffer.from(sealed).toString('base64') } };
    try {
      await this.#request('POST', `data/${this.#pathOf(id)}`, body);
      return true;
    } catch (error) {
      if (version > 0 && (await this.#read(id))?.version !== version) return false;
      throw error;
    }
  }

  #pathOf(id: string): string {
    return `${this.address.folder}/${encodeURIComponent(id)}`;
  }

  /** The answer as JSON; null for 404, which KV gives for a secret that is not there or is destroyed. */
  async #request(method: string, path: string, body?: object): Promise<unknown> {
    const { origin, mount, token } = this.address;
    let response: Response;
    try {
      response = await this.fetch(`${origin}/v1/${mount}/${path}`, {
        method,
        redirect: 'error',
        headers: { 'x-vault-token': token.reveal(), ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (cause) {
      throw new VaultError('HashiCorp Vault cannot be reached (KEYSTORE_URL).', { cause });
    }
    const text = await response.text();
    if (response.status === 404) return null;
    if (!response.ok) {
      throw new VaultError(
        `HashiCorp Vault answered ${method} with ${response.status}. 403: the token lacks a right or has expired (KEYSTORE_TOKEN); 503: Vault is sealed.`,
      );
    }
    return text === '' ? {} : (JSON.parse(text) as unknown);
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, answer: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new VaultError(
    'HashiCorp Vault gave an answer that is none of KV version 2: name the mount of such an engine (KEYSTORE_URL).',
  );
}

async function forEach<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += atOnce) {
    await Promise.all(items.slice(start, start + atOnce).map(work));
  }
}
