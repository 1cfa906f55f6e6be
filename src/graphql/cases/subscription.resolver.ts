import { Arg, Ctx, Directive, ID, Int, Resolver, Root, Subscription } from 'type-graphql';
import { type CaseEvent, caseAt } from '../../domain/routing/case';
import { ServiceError } from '../../service/errors';
import { watchCase } from '../../service/reading/watch-case';
import type { GraphQLContext } from '../context';
import { resumedVersion, versionArgument } from '../resumed-version';
import { IdentityCase } from './case.type';

/** The part of type-graphql's resolver data that is used here. */
interface SubscribeData {
  readonly args: Readonly<Record<string, unknown>>;
  readonly context: GraphQLContext;
}

@Resolver()
export class IdentityCaseSubscriptionResolver {
  @Directive('@authenticated')
  @Subscription(() => IdentityCase, {
    description:
      'The case after every recorded change, in order of version. With sinceVersion, where it stands comes first when it is newer.',
    subscribe: ({ args, context }: SubscribeData) =>
      watchCase(
        context.tools,
        context.caller,
        String(args['id']),
        context.resumeFrom === undefined
          ? versionArgument(args['sinceVersion'])
          : resumedVersion(context.resumeFrom),
      ),
  })
  async identityCaseUpdated(
    @Root() event: CaseEvent,
    @Ctx() { loaders }: GraphQLContext,
    @Arg('id', () => ID, { description: 'The case (IdentityCase.id).' }) _id: string,
    @Arg('sinceVersion', () => Int, {
      nullable: true,
      description: 'The last version already seen, 0 or more; without it, only new changes come.',
    })
    _sinceVersion: number | null,
  ): Promise<IdentityCase> {
    const record = await loaders.identityCase.load(event.caseId);
    if (!record) throw new ServiceError('NOT_FOUND', 'There is no such case.');
    return new IdentityCase(caseAt(record, event));
  }
}
