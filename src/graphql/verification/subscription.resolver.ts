import { Arg, Directive, ID, Int, Resolver, Root, Subscription } from 'type-graphql';
import type { StoredEvent } from '../../domain/verification/event';
import { ServiceError } from '../../service/errors';
import { watchAccount, watchVerification } from '../../service/reading/watch';
import type { GraphQLContext } from '../context';
import { resumed, resumedVersion, versionArgument } from '../resumed-version';
import { decodeEventCursor } from './cursor';
import { VerificationEvent } from './event.type';

/** The part of type-graphql's resolver data that is used here. */
interface SubscribeData {
  readonly args: Readonly<Record<string, unknown>>;
  readonly context: GraphQLContext;
}

@Resolver()
export class VerificationSubscriptionResolver {
  @Directive('@authenticated')
  @Subscription(() => VerificationEvent, {
    description: `Every change of one verification, in order of version, none missed and none twice.
With sinceVersion, changes after that version that have already happened come first.`,
    subscribe: ({ args, context }: SubscribeData) =>
      watchVerification(
        context.tools,
        context.caller,
        String(args['id']),
        context.resumeFrom === undefined
          ? versionArgument(args['sinceVersion'])
          : resumedVersion(context.resumeFrom),
      ),
  })
  verificationUpdated(
    @Root() event: StoredEvent,
    @Arg('id', () => ID, { description: 'The verification (Verification.id).' }) _id: string,
    @Arg('sinceVersion', () => Int, {
      nullable: true,
      description:
        'The last version already seen: changes after it come first. 0 replays everything; without it, only new changes come.',
    })
    _sinceVersion: number | null,
  ): VerificationEvent {
    return new VerificationEvent(event);
  }

  @Directive('@authenticated')
  @Subscription(() => VerificationEvent, {
    description: `The same for all verifications of an account, the caller's own where guid is left out.
With after, events of that account behind that cursor that have already happened come first.`,
    subscribe: ({ args, context }: SubscribeData) =>
      watchAccount(
        context.tools,
        context.caller,
        account(args['guid']),
        context.resumeFrom === undefined
          ? sequence(args['after'])
          : resumed(context.resumeFrom, decodeEventCursor),
      ),
  })
  userVerificationUpdated(
    @Root() event: StoredEvent,
    @Arg('guid', () => ID, {
      nullable: true,
      description: "The account (User.guid); the caller's own by default.",
    })
    _guid: string | null,
    @Arg('after', () => String, {
      nullable: true,
      description:
        'VerificationEvent.cursor of the last event seen: events after it come first. Without it, only new events come.',
    })
    _after: string | null,
  ): VerificationEvent {
    return new VerificationEvent(event);
  }
}

function account(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function sequence(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  const place = decodeEventCursor(value);
  if (place === null)
    throw new ServiceError('BAD_USER_INPUT', 'after must be the cursor of a VerificationEvent.');
  return place;
}
