import { Arg, Ctx, Directive, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { decodeFeedCursor, encodeFeedCursor, type FeedPlace } from '../../domain/verification/feed-place';
import {
  backlogOf,
  createDestination,
  deleteDestination,
  deliveredUpTo,
  listDestinations,
  replayEvents,
  rotateSecret,
  updateDestination,
} from '../../service/destinations/manage';
import type { GraphQLContext } from '../context';
import { countsEvents, forStaff, manyOfThem } from '../cost';
import { toFeedFilter } from '../feed/inputs';
import { inputArg } from '../input-arg';
import { EventDestination } from './destination.type';
import { CreateEventDestinationInput, UpdateEventDestinationInput } from './inputs';
import { EventDestinationPayload } from './payload.type';

const manages = '@requiresScopes(scopes: [["realname:webhooks"]])';
/** A caller that sends every account's events somewhere must be allowed to read them. */
const managesAndReads = '@requiresScopes(scopes: [["realname:webhooks", "realname:read"]])';

const defaultOverlapSeconds = 86_400;

@Resolver(() => EventDestination)
export class EventDestinationResolver {
  @Directive(manages)
  @Directive(manyOfThem)
  @Directive(forStaff)
  @Query(() => [EventDestination], {
    description: 'The destinations of events, oldest first. Needs the scope realname:webhooks.',
  })
  async eventDestinations(@Ctx() { tools, caller }: GraphQLContext): Promise<EventDestination[]> {
    return (await listDestinations(tools, caller)).map((destination) => new EventDestination(destination));
  }

  @Directive(countsEvents)
  @FieldResolver(() => Int, { description: 'Events that wait to be delivered. From 0.' })
  backlog(@Root() { destination }: EventDestination, @Ctx() { tools }: GraphQLContext): Promise<number> {
    return backlogOf(tools, destination);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'feedCursor up to which everything that matches was delivered: no matching event at or before it is undelivered. Null before the first event.',
  })
  async deliveredUpTo(
    @Root() { destination }: EventDestination,
    @Ctx() { tools }: GraphQLContext,
  ): Promise<string | null> {
    const place = await deliveredUpTo(tools, destination);
    return place && encodeFeedCursor(place);
  }

  @Directive(managesAndReads)
  @Directive(forStaff)
  @Mutation(() => EventDestinationPayload, {
    description:
      'Has events of all accounts sent to a URL. Needs the scopes realname:webhooks and realname:read. At most WEBHOOK_MAX_DESTINATIONS.',
  })
  async createEventDestination(
    @Arg('input', () => CreateEventDestinationInput, inputArg) input: CreateEventDestinationInput,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<EventDestinationPayload> {
    const { url, description, filter, after } = input;
    return new EventDestinationPayload(
      await createDestination(tools, caller, {
        url,
        ...(description !== undefined && { description }),
        filter: toFeedFilter(filter),
        after: after == null ? null : placeOf(after),
      }),
    );
  }

  @Directive(managesAndReads)
  @Directive(forStaff)
  @Mutation(() => EventDestinationPayload, {
    description:
      'Pauses, resumes, or changes what a destination is told. Needs the scopes realname:webhooks and realname:read.',
  })
  async updateEventDestination(
    @Arg('input', () => UpdateEventDestinationInput, inputArg) input: UpdateEventDestinationInput,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<EventDestinationPayload> {
    const { id, paused, description, filter } = input;
    return new EventDestinationPayload(
      await updateDestination(tools, caller, id, {
        ...(paused !== undefined && { isPaused: paused }),
        ...(description !== undefined && { description }),
        ...(filter !== undefined && { filter: toFeedFilter(filter) }),
      }),
    );
  }

  @Directive(manages)
  @Directive(forStaff)
  @Mutation(() => EventDestinationPayload, {
    description:
      'Makes a new secret; the old one signs as well for overlapSeconds. Needs the scope realname:webhooks.',
  })
  async rotateEventDestinationSecret(
    @Arg('id', () => ID, { description: 'The destination (EventDestination.id).' }) id: string,
    @Arg('overlapSeconds', () => Int, {
      nullable: true,
      defaultValue: defaultOverlapSeconds,
      description: 'How long the old secret signs as well, 0 to 604,800 seconds. 0: it signs nothing more.',
    })
    overlapSeconds: number | null,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<EventDestinationPayload> {
    return new EventDestinationPayload(
      await rotateSecret(tools, caller, id, overlapSeconds ?? defaultOverlapSeconds),
    );
  }

  @Directive(managesAndReads)
  @Directive(forStaff)
  @Mutation(() => EventDestinationPayload, {
    description:
      'Delivers everything that matches behind a feedCursor once more. The webhook-id stays the same, so that a receiver that drops repeats drops these. Needs the scopes realname:webhooks and realname:read.',
  })
  async replayEvents(
    @Arg('id', () => ID, { description: 'The destination (EventDestination.id).' }) id: string,
    @Arg('after', () => String, {
      description: 'The feedCursor behind which to begin. UNKNOWN_REFERENCE if it was never given.',
    })
    after: string,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<EventDestinationPayload> {
    return new EventDestinationPayload(await replayEvents(tools, caller, id, placeOf(after)));
  }

  @Directive(manages)
  @Directive(forStaff)
  @Mutation(() => EventDestinationPayload, {
    description: 'Deletes a destination and what waits for it. Needs the scope realname:webhooks.',
  })
  async deleteEventDestination(
    @Arg('id', () => ID, { description: 'The destination (EventDestination.id).' }) id: string,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<EventDestinationPayload> {
    return new EventDestinationPayload(await deleteDestination(tools, caller, id));
  }
}

/** A cursor of another form is refused like one of a place that the feed has not. */
const noPlace: FeedPlace = { place: 0, tag: '' };

function placeOf(cursor: string): FeedPlace {
  return decodeFeedCursor(cursor) ?? noPlace;
}
