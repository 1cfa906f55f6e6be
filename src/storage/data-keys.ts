import { newDataKey, type Vault } from './vault';

const cacheSize = 1000;

/** Makes and opens data keys. A key opened once is kept for a while: unwrapping costs more than using it. */
export class DataKeys {
  readonly #opened = new Map<string, Buffer>();

  constructor(private readonly vault: Vault) {}

  /** A new key, and the form in which the store keeps it. */
  create(id: string): { readonly key: Buffer; readonly wrapped: Buffer } {
    const key = newDataKey();
    return { key, wrapped: this.vault.wrap(key, contextOf(id)) };
  }

  open(id: string, wrapped: Uint8Array): Buffer {
    const known = this.#opened.get(id);
    if (known) return known;
    const key = this.vault.unwrap(wrapped, contextOf(id));
    const oldest = this.#opened.size >= cacheSize ? this.#opened.keys().next().value : undefined;
    if (oldest !== undefined) this.#opened.delete(oldest);
    this.#opened.set(id, key);
    return key;
  }
}

function contextOf(id: string): string {
  return `data_key:${id}`;
}
