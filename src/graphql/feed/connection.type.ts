import { Field } from 'type-graphql';
import { encodeFeedCursor } from '../../domain/verification/feed-place';
import { placed } from '../../service/reading/read-feed';
import type { FeedEntry, FeedPage } from '../../storage/events/contract';
import { OutputType } from '../output-type';
import { PageInfo } from '../verification/connection.type';
import { VerificationEvent } from '../verification/event.type';

@OutputType({ description: 'An event and its place in the stream of all events.' })
export class VerificationEventEdge {
  constructor(private readonly entry: FeedEntry) {}

  @Field(() => String, { description: 'The feedCursor of the event, to pass as after.' })
  get cursor(): string {
    return encodeFeedCursor(this.entry);
  }

  @Field(() => VerificationEvent, { description: 'The event at this place.' })
  get node(): VerificationEvent {
    return new VerificationEvent(placed(this.entry));
  }
}

@OutputType({ description: 'A part of the stream of all events, oldest first.' })
export class VerificationEventConnection {
  constructor(
    private readonly page: FeedPage,
    private readonly isCutBefore: boolean,
  ) {}

  @Field(() => [VerificationEventEdge], { description: 'The events with their cursors.' })
  get edges(): readonly VerificationEventEdge[] {
    return this.page.entries.map((entry) => new VerificationEventEdge(entry));
  }

  @Field(() => [VerificationEvent], { description: 'The events alone, in the same order.' })
  get nodes(): readonly VerificationEvent[] {
    return this.page.entries.map((entry) => new VerificationEvent(placed(entry)));
  }

  @Field(() => PageInfo, {
    description:
      'The place of this page in the stream. A filter that matches little can end a page early, even an empty one: while hasNextPage is true, go on with endCursor.',
  })
  get pageInfo(): PageInfo {
    const { entries, searchedTo, hasMore } = this.page;
    const [first, last] = [entries.at(0), entries.at(-1) ?? (hasMore ? searchedTo : null)];
    return new PageInfo(
      {
        startCursor: first ? encodeFeedCursor(first) : null,
        endCursor: last ? encodeFeedCursor(last) : null,
      },
      { hasNextPage: hasMore, hasPreviousPage: this.isCutBefore },
    );
  }
}
