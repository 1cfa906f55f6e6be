import type { FeedPlace } from '../../domain/verification/feed-place';
import type { FeedEntry, FeedFilter, FeedPage, PlacedEvent } from '../../storage/events/contract';
import { authenticated, type Caller, requireScope } from '../access/caller';
import { ServiceError } from '../errors';
import type { ServiceTools } from '../tools';
import { batchSize, Stream } from './watch';

export interface FeedQuery {
  /** Null: from the first event. */
  readonly after: FeedPlace | null;
  readonly first: number;
  readonly filter: FeedFilter;
}

/** Events of every account in the order of the feed; needs realname:read. Throws BAD_USER_INPUT for a place it has not. */
export async function readFeed(
  tools: ServiceTools,
  anyone: Caller | null,
  { after, first, filter }: FeedQuery,
): Promise<FeedPage> {
  requireScope(authenticated(anyone, tools.now()), 'realname:read');
  if (after) await requirePlace(tools, after);
  return tools.store.feed.matching({ after: after?.place ?? 0, limit: first, filter });
}

/** The same as a stream that never ends by itself; without `after` it begins with the next event. */
export async function watchFeed(
  tools: ServiceTools,
  anyone: Caller | null,
  { after, filter }: Pick<FeedQuery, 'after' | 'filter'>,
): Promise<AsyncIterableIterator<PlacedEvent>> {
  const caller = authenticated(anyone, tools.now());
  requireScope(caller, 'realname:read');
  if (after) await requirePlace(tools, after);
  const start = after ?? (await tools.store.feed.last());
  return new FeedStream(tools, caller, filter, start?.place ?? 0) as AsyncIterableIterator<PlacedEvent>;
}

/** A restored backup may have undone the history that the place belongs to, even if its number is in use again. */
export async function requirePlace({ store }: Pick<ServiceTools, 'store'>, after: FeedPlace): Promise<void> {
  if ((await store.feed.at(after.place))?.tag === after.tag) return;
  throw new ServiceError(
    'BAD_USER_INPUT',
    'after (or Last-Event-ID) must be a feedCursor that this service has given. If the database was restored from a backup since, read again from the beginning.',
  );
}

export function placed({ event, place, tag }: FeedEntry): PlacedEvent {
  return { ...event, feedPlace: { place, tag } };
}

class FeedStream extends Stream {
  #hasMore = true;

  constructor(
    tools: ServiceTools,
    caller: Caller,
    private readonly filter: FeedFilter,
    private after: number,
  ) {
    super(tools, caller, { all: 'placed' });
  }

  /** Called when every event of the last page was taken, so that the reader's place is the end of that page. */
  protected async read(): Promise<readonly PlacedEvent[]> {
    const { after, filter } = this;
    const page = await this.tools.store.feed.matching({ after, filter, limit: batchSize });
    this.#hasMore = page.hasMore;
    this.after = page.searchedTo?.place ?? after;
    return page.entries.map(placed);
  }

  protected override mayHaveMore(): boolean {
    return this.#hasMore;
  }

  protected pass(): void {}

  protected isLast(): boolean {
    return false;
  }
}
