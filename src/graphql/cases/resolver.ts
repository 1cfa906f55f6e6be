import { Arg, Ctx, Directive, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { MethodInput } from '../../domain/input/input-check';
import { authenticated } from '../../service/access/caller';
import { cancelIdentityCase } from '../../service/cases/cancel-case';
import { continueIdentityCase } from '../../service/cases/continue-case';
import { planIdentityVerification } from '../../service/cases/plan';
import { verifyIdentity } from '../../service/cases/verify-identity';
import type { GraphQLContext } from '../context';
import { asksProvider } from '../cost';
import { inputArg } from '../input-arg';
import { IdentityCase } from './case.type';
import { ContinueIdentityCaseInput, PlanIdentityVerificationInput, VerifyIdentityInput } from './inputs';
import { PlanIdentityVerificationPayload, VerifyIdentityPayload } from './payloads';

const caseArg = { description: 'The case (IdentityCase.id).' };

@Resolver()
export class IdentityCaseResolver {
  @Directive('@authenticated')
  @Query(() => IdentityCase, {
    nullable: true,
    description: 'One case; null when it is unknown or not yours to see.',
  })
  async identityCase(
    @Arg('id', () => ID, caseArg) id: string,
    @Ctx() { tools, caller, loaders }: GraphQLContext,
  ): Promise<IdentityCase | null> {
    authenticated(caller, tools.now());
    const record = await loaders.identityCase.load(id);
    return record && new IdentityCase(record);
  }

  @Directive('@authenticated')
  @Query(() => PlanIdentityVerificationPayload, {
    description: 'The decision that verifyIdentity would make. Sends nothing, records nothing.',
  })
  async planIdentityVerification(
    @Arg('input', () => PlanIdentityVerificationInput, inputArg) input: PlanIdentityVerificationInput,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<PlanIdentityVerificationPayload> {
    return new PlanIdentityVerificationPayload(await planIdentityVerification(tools, caller, { ...input }));
  }

  @Directive('@authenticated')
  @Directive(asksProvider)
  @Mutation(() => VerifyIdentityPayload, {
    description:
      'Says what is needed; the cheapest sufficient way is chosen, another taken when it fails, and why is told.',
  })
  async verifyIdentity(
    @Arg('input', () => VerifyIdentityInput, inputArg) input: VerifyIdentityInput,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<VerifyIdentityPayload> {
    return new VerifyIdentityPayload(await verifyIdentity(tools, caller, plain(input)));
  }

  @Directive('@authenticated')
  @Directive(asksProvider)
  @Mutation(() => VerifyIdentityPayload, {
    description: 'More evidence for a case in NEEDS_EVIDENCE; elsewhere WRONG_STATE.',
  })
  async continueIdentityCase(
    @Arg('input', () => ContinueIdentityCaseInput, inputArg) input: ContinueIdentityCaseInput,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<VerifyIdentityPayload> {
    const { id } = input;
    return new VerifyIdentityPayload(await continueIdentityCase(tools, caller, { ...plain(input), id }));
  }

  @Directive('@authenticated')
  @Mutation(() => VerifyIdentityPayload, {
    description:
      'Cancels a case that waits, and the attempt that waits in it. WRONG_STATE for one that has ended, or whose merge is under way.',
  })
  async cancelIdentityCase(
    @Arg('id', () => ID, caseArg) id: string,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<VerifyIdentityPayload> {
    return new VerifyIdentityPayload(await cancelIdentityCase(tools, caller, id));
  }
}

function plain(input: VerifyIdentityInput | ContinueIdentityCaseInput): MethodInput {
  return { ...input, evidence: { ...input.evidence } };
}
