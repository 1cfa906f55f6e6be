import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { encodeFeedCursor } from '../../domain/verification/feed-place';
import { ServiceError } from '../../service/errors';
import type { GraphQLContext } from '../context';
import { asksDatabase } from '../cost';
import { placeIn } from './cursor';
import { VerificationEvent } from './event.type';
import { Verification } from './verification.type';

@Resolver(() => VerificationEvent)
export class VerificationEventResolver {
  @FieldResolver(() => Verification, {
    description: 'The verification as it stands now, which may be later than this event.',
  })
  async verification(
    @Root() { event, shown }: VerificationEvent,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<Verification> {
    const record = shown ?? (await loaders.verification.load(event.verificationId));
    if (!record) throw new ServiceError('NOT_FOUND', 'There is no such verification.');
    return new Verification(record);
  }

  @Directive(asksDatabase)
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Place in the stream of all events; pass the last one seen to verificationEvents. Opaque, the same for every reader. Null for the moment, at most a second, until it has one.',
  })
  async feedCursor(
    @Root() { event }: VerificationEvent,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<string | null> {
    const place = placeIn(event) ?? (await loaders.place.load(event));
    return place && encodeFeedCursor(place);
  }
}
