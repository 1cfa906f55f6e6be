import { Arg, Ctx, Directive, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { authenticated, requireScope } from '../../service/access/caller';
import { resolveVerification } from '../../service/verification/resolve-verification';
import type { GraphQLContext } from '../context';
import { forStaff } from '../cost';
import { inputArg } from '../input-arg';
import { VerificationPayload } from '../verification/payload.type';
import { toPayload } from '../verification/submit';
import { Verification } from '../verification/verification.type';
import { ResolveVerificationInput } from './inputs';
import { StaffDecision } from './staff-decision.type';

@Resolver(() => Verification)
export class StaffResolver {
  @Directive('@requiresScopes(scopes: [["realname:review"]])')
  @Directive(forStaff)
  @FieldResolver(() => StaffDecision, {
    nullable: true,
    description: 'What staff decided, when the provider could not. Needs the scope realname:review.',
  })
  staffDecision(
    @Root() { record }: Verification,
    @Ctx() { tools, caller }: GraphQLContext,
  ): StaffDecision | null {
    requireScope(authenticated(caller, tools.now()), 'realname:review');
    return record.staffDecision && new StaffDecision(record.staffDecision, record.personal);
  }

  @Directive('@requiresScopes(scopes: [["realname:review"]])')
  @Directive(forStaff)
  @Mutation(() => VerificationPayload, {
    description:
      'Records what staff found out where the provider could not decide (BLOCKED, IN_REVIEW, CONFLICT, PENDING, AWAITING_USER). A verdict that the provider still gives counts.',
  })
  async resolveVerification(
    @Arg('input', () => ResolveVerificationInput, inputArg) input: ResolveVerificationInput,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<VerificationPayload> {
    return toPayload(await resolveVerification(tools, caller, input));
  }
}
