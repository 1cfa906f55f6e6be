import { createHash } from 'node:crypto';
import type { IdentityKey } from './people';
import type { Claim } from './request';

/** A claim that met 409 and waits for a merge. */
export interface Conflict {
  readonly claim: Claim;
  readonly identity: IdentityKey;
}

/**
 * The claims that met 409, by account and by the hash of their body. A merge must repeat that very body, so names,
 * values and their order count; only white space between them does not survive JSON.
 */
export class Conflicts {
  readonly #open = new Map<string, Conflict>();

  remember(guid: string, body: unknown, conflict: Conflict): void {
    this.#open.set(keyOf(guid, body), conflict);
  }

  find(guid: string, body: unknown): Conflict | undefined {
    return this.#open.get(keyOf(guid, body));
  }

  settle(guid: string, body: unknown): void {
    this.#open.delete(keyOf(guid, body));
  }
}

function keyOf(guid: string, body: unknown): string {
  return `${guid} ${createHash('sha256').update(JSON.stringify(body)).digest('hex')}`;
}
