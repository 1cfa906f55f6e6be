import { Arg, Ctx, Directive, Int, Query, Resolver, Root, Subscription } from 'type-graphql';
import { decodeFeedCursor, type FeedPlace } from '../../domain/verification/feed-place';
import { ServiceError } from '../../service/errors';
import { readFeed, watchFeed } from '../../service/reading/read-feed';
import type { PlacedEvent } from '../../storage/events/contract';
import type { GraphQLContext } from '../context';
import { forStaff, forwardPageSized } from '../cost';
import { VerificationEvent } from '../verification/event.type';
import { VerificationEventConnection } from './connection.type';
import { toFeedFilter, VerificationEventFilter } from './inputs';

const defaultPageSize = 100;
const maxPageSize = 1000;

/** The part of type-graphql's resolver data that is used here. */
interface SubscribeData {
  readonly args: { readonly after?: string | null; readonly filter?: VerificationEventFilter | null };
  readonly context: GraphQLContext;
}

@Resolver()
export class VerificationEventsResolver {
  @Directive('@requiresScopes(scopes: [["realname:read"]])')
  @Directive(forwardPageSized)
  @Directive(forStaff)
  @Query(() => VerificationEventConnection, {
    description:
      'Events of all accounts in the one order that never changes, oldest first, those behind after. Once an event was returned, nothing ever appears before it. Needs the scope realname:read.',
  })
  async verificationEvents(
    @Ctx() { tools, caller }: GraphQLContext,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: defaultPageSize,
      description: 'Page size, 0 to 1,000; BAD_USER_INPUT otherwise.',
    })
    first: number | null,
    @Arg('after', () => String, {
      nullable: true,
      description:
        'Only events after this feedCursor; without it, from the first event. BAD_USER_INPUT for a cursor that was never given, and for one of a history that a restored backup has undone.',
    })
    after: string | null | undefined,
    @Arg('filter', () => VerificationEventFilter, {
      nullable: true,
      description: 'Only events that match. Cursors work through filters.',
    })
    filter: VerificationEventFilter | null | undefined,
  ): Promise<VerificationEventConnection> {
    const place = placeOf(after);
    const query = { first: pageSize(first ?? defaultPageSize), after: place, filter: toFeedFilter(filter) };
    return new VerificationEventConnection(await readFeed(tools, caller, query), place !== null);
  }

  @Directive('@requiresScopes(scopes: [["realname:read"]])')
  @Directive(forStaff)
  @Subscription(() => VerificationEvent, {
    name: 'verificationEvents',
    description:
      'Every event of every account, in the order of Query.verificationEvents, none missed and none twice. Needs the scope realname:read.',
    subscribe: async ({ args: { after, filter }, context }: SubscribeData) =>
      watchFeed(context.tools, context.caller, {
        after: placeOf(context.resumeFrom ?? after),
        filter: toFeedFilter(filter),
      }),
  })
  verificationEventsStream(
    @Root() event: PlacedEvent,
    @Arg('after', () => String, {
      nullable: true,
      description:
        'feedCursor of the last event seen: events after it come first. Without it, the stream begins with the next event. BAD_USER_INPUT as in Query.verificationEvents.',
    })
    _after: string | null | undefined,
    @Arg('filter', () => VerificationEventFilter, { nullable: true, description: 'Only events that match.' })
    _filter: VerificationEventFilter | null | undefined,
  ): VerificationEvent {
    return new VerificationEvent(event);
  }
}

function pageSize(first: number): number {
  if (first >= 0 && first <= maxPageSize) return first;
  throw new ServiceError('BAD_USER_INPUT', `first must be from 0 to ${maxPageSize}.`);
}

/** A cursor of another form is refused like one of a place that the feed has not, after the caller's rights. */
const noPlace: FeedPlace = { place: 0, tag: '' };

function placeOf(cursor: string | null | undefined): FeedPlace | null {
  return cursor == null ? null : (decodeFeedCursor(cursor) ?? noPlace);
}
