import { Arg, Directive, ID, Int, Resolver, Root, Subscription } from 'type-graphql';
import type { StoredEvent } from '../../domain/verification';
import { ServiceError } from '../../service/errors';
import { watchAccount, watchVerification } from '../../service/watch';
import type { GraphQLContext } from '../context';
import { decodeEventCursor } from './cursor';
import { VerificationEvent } from './event.type';

/** The part of what type-graphql hands over that is used here. */
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
      watchVerification(context.tools, context.caller, String(args['id']), version(args['sinceVersion'])),
  })
  verificationUpdated(
    @Root() event: StoredEvent,
    @Arg('id', () => ID, { description: 'Verification.id' }) _id: string,
    @Arg('sinceVersion', () => Int, {
      nullable: true,
      description: 'The last version already seen; 0 for all from the first.',
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
      watchAccount(context.tools, context.caller, account(args['guid']), sequence(args['after'])),
  })
  userVerificationUpdated(
    @Root() event: StoredEvent,
    @Arg('guid', () => ID, { nullable: true, description: "The account; the caller's own where left out." })
    _guid: string | null,
    @Arg('after', () => String, {
      nullable: true,
      description: 'VerificationEvent.cursor of the last event seen.',
    })
    _after: string | null,
  ): VerificationEvent {
    return new VerificationEvent(event);
  }
}

function version(value: unknown): number | null {
  if (typeof value !== 'number') return null;
  if (value < 0) throw new ServiceError('BAD_USER_INPUT', 'sinceVersion must not be negative.');
  return value;
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
