import { FollowingEnded, finalityOf } from './final.ts';
import { type Pauses, pauseMs, usualPauses, wait } from './pause.ts';
import type { Transport } from './transport.ts';

export interface FollowOptions {
  /** Follow from after this version. Default 0: from the first. */
  readonly sinceVersion?: number;
  /** Ends it: nothing follows, and nothing is thrown. */
  readonly signal?: AbortSignal;
  /** Variables of the document besides `id` and `sinceVersion`. */
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly pauses?: Pauses;
  /** From 0 to 1. Default Math.random. */
  readonly random?: () => number;
  /**
   * Called with the milliseconds until the next attempt when the connection is lost, and with null when an event comes.
   */
  readonly onLost?: (againInMs: number | null) => void;
}

/** The document does not select what following needs. A fault of the program: it is thrown and not retried. */
export class DocumentMisfit extends Error {
  override readonly name = 'DocumentMisfit';
}

/** A subscription that resumes after a version. */
export interface Followed<Data, Item> {
  readonly query: string;
  readonly id: string;
  itemOf(data: Data): Item | undefined;
  /** True if versions that are left out can be had by resuming. */
  readonly withoutGaps: boolean;
  /** True for an item after which no other can come. */
  isLast(item: Item): boolean;
}

/**
 * Every item of a subscription, each exactly once and in order of version, whatever happens to the connection. Throws
 * FollowingEnded if a retry would not help, and DocumentMisfit if the document is unfit.
 */
export async function* follow<Data, Item extends { readonly version: number }>(
  transport: Transport,
  { query, id, itemOf, withoutGaps, isLast }: Followed<Data, Item>,
  options: FollowOptions,
): AsyncGenerator<Item, void, undefined> {
  const { signal = new AbortController().signal, pauses = usualPauses, random = Math.random } = options;
  let version = options.sinceVersion ?? 0;
  let failures = 0;
  while (!signal.aborted) {
    const variables = { ...options.variables, id, sinceVersion: version };
    try {
      for await (const { data, errors } of transport.results<Data>(query, variables, signal)) {
        // A router reports a failed subscription as a result without data.
        if (!data) throw errors ?? [];
        const item = itemOf(data);
        if (typeof item?.version !== 'number')
          throw new DocumentMisfit(
            'The document must select `version`, and its root field without an alias.',
          );
        if (item.version <= version) continue;
        // This server leaves no gap. If a component in between makes one, resuming from `version` fills it.
        if (withoutGaps && item.version > version + 1) break;
        version = item.version;
        failures = 0;
        options.onLost?.(null);
        yield item;
        if (isLast(item)) return;
      }
    } catch (cause) {
      if (signal.aborted) return;
      if (cause instanceof DocumentMisfit) throw cause;
      const end = finalityOf(cause);
      if (end) throw new FollowingEnded(end, version);
    }
    // Also if the server completed it: a restart, or a router that lost the service, looks like that.
    if (signal.aborted) return;
    failures += 1;
    const pause = pauseMs(pauses, failures, random());
    options.onLost?.(pause);
    await wait(pause, signal);
  }
}
