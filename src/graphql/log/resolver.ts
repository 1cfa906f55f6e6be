import { Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { readCheckpoint } from '../../service/log/read-log';
import type { GraphQLContext } from '../context';
import { asksDatabase, forStaff } from '../cost';
import { Verification } from '../verification/verification.type';
import { LogReceipt } from './receipt.type';

@Resolver(() => Verification)
export class TransparencyLogResolver {
  @Directive('@requiresScopes(scopes: [["realname:audit"]])')
  @Directive(forStaff)
  @FieldResolver(() => LogReceipt, {
    nullable: true,
    description:
      'Proof that the last event stands in the transparency log. Null until a published checkpoint has it, usually for a second or two, and if the log is off. Needs the scope realname:audit.',
  })
  async receipt(
    @Root() verification: Verification,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<LogReceipt | null> {
    const { id, version } = verification;
    const receipt = await loaders.receipt.load({ verificationId: id, version });
    return receipt && new LogReceipt(receipt);
  }

  @Directive('@requiresScopes(scopes: [["realname:audit"]])')
  @Directive(forStaff)
  @Directive(asksDatabase)
  @Query(() => String, {
    nullable: true,
    description:
      'The newest signed note of the transparency log; null if the log is off. Needs the scope realname:audit.',
  })
  logCheckpoint(@Ctx() { tools, caller }: GraphQLContext): Promise<string | null> {
    return readCheckpoint(tools, caller);
  }
}
