import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Secret } from '../../domain/privacy/secret';
import { askWithRepeat } from '../ask-with-repeat';
import type { ProviderTools, TokenOwner } from '../provider';
import type { ProviderResponse } from '../provider-response';
import { text } from '../values';
import type { UcenterClient } from './client';
import { readReply, unavailable } from './reply';
import { reference } from './values';

const rememberedMs = 3_600_000;
/** A few megabytes, and more people than start a verification within an hour. */
const maxRemembered = 10_000;

interface Remembered {
  readonly owner: Promise<TokenOwner>;
  readonly until: number;
}

/**
 * The owners of persons' own access tokens. Each token is asked about once and remembered by its hash; an owner that
 * could not be learned is not remembered.
 */
export class TokenOwners {
  readonly #remembered = new LRUCache<string, Remembered>({ max: maxRemembered });

  constructor(
    private readonly client: UcenterClient,
    private readonly tools: Pick<ProviderTools, 'now' | 'log'>,
  ) {}

  async ownerOf(token: Secret<string>): Promise<TokenOwner> {
    const hash = createHash('sha256').update(token.reveal()).digest('base64');
    const now = this.tools.now().getTime();
    const known = this.#remembered.get(hash);
    if (known && now < known.until) return known.owner;
    const asked = { owner: this.#ask(token), until: now + rememberedMs };
    this.#remembered.set(hash, asked);
    const owner = await asked.owner;
    if (owner.kind === 'unknown' && this.#remembered.peek(hash) === asked) this.#remembered.delete(hash);
    return owner;
  }

  async #ask(token: Secret<string>): Promise<TokenOwner> {
    const answer = await this.client.asPerson(token, (text) =>
      askWithRepeat(() =>
        this.client.send('token-owner', text, { method: 'GET', path: '/api/open-auth/api/open/user/base' }),
      ),
    );
    if (answer.kind === 'notDone') return { kind: 'unknown', failure: answer.failure };
    const owner = readOwner(answer);
    if (owner.kind === 'unknown' && answer.kind === 'answer') {
      const line = { provider: 'UCENTER', call: 'token-owner', httpStatus: answer.status };
      this.tools.log.warn(line, 'provider did not say whose token it is');
    }
    return owner;
  }
}

const ownerSchema = z.object({
  guid: reference,
  /** Accounts that were merged into this one, separated by commas. */
  mergedGuid: text,
});

/** Only an account that is named counts. */
export function readOwner(answer: ProviderResponse): TokenOwner {
  const reply = readReply(answer);
  const { guid, mergedGuid } = ownerSchema.parse(reply?.data ?? {});
  if (reply?.code !== '200' || guid === null) return { kind: 'unknown', failure: unavailable };
  const merged = (mergedGuid ?? '').split(',').map((part) => part.trim());
  return { kind: 'known', guid, merged: merged.filter((part) => part !== '') };
}
