import type { Kysely } from 'kysely';
import type { Secret } from '../../domain/privacy/secret';
import type { Tables } from '../schema';

/**
 * The place of the accounts' data keys, which are sealed with the service's key before they come here. It is separate
 * from the database, so that destroying a key makes every copy of the database unreadable.
 */
export interface KeyStore {
  /** For messages to operators; holds no secret. */
  readonly place: string;
  /** Durable when it resolves. Rejects if the id is in use. */
  add(id: string, sealed: Uint8Array): Promise<void>;
  /** The keys that exist. `within` is the transaction under way, for a key store on the same connection. */
  read(ids: readonly string[], within?: Kysely<Tables>): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Replaces the seal of an existing key; false, without effect, if it was destroyed meanwhile. */
  replace(id: string, sealed: Uint8Array): Promise<boolean>;
  /**
   * Irreversible: when it resolves, no file of the key store holds these keys. Costs the same however many others
   * there are, and can be repeated.
   */
  destroy(ids: readonly string[]): Promise<void>;
  /** The ids of all keys, a batch at a time. Keys that are added meanwhile may be missed. */
  ids(): AsyncIterable<readonly string[]>;
  /** After the seal of every key was replaced: removes what is left of the earlier seals. */
  tidy(): Promise<void>;
}

/** The place that KEYSTORE_URL names. */
export type KeyStoreAddress =
  /** Next to the SQLite database; on PostgreSQL a schema of the same database. */
  | { readonly kind: 'database' }
  /** A folder that every process of the service mounts. */
  | { readonly kind: 'file'; readonly path: string }
  | HashiCorpAddress;

/** A folder of the KV engine, version 2, of HashiCorp Vault. */
export interface HashiCorpAddress {
  readonly kind: 'vault';
  /** `https://vault.example.com:8200` */
  readonly origin: string;
  /** The mount of the engine. */
  readonly mount: string;
  /** Below the mount. */
  readonly folder: string;
  /** KEYSTORE_TOKEN. */
  readonly token: Secret<string>;
}
