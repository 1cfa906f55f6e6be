import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ServiceError } from '../../service/errors';
import type { GraphQLContext } from '../context';
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
}
