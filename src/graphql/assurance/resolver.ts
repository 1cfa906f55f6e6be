import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { judgeVerification } from '../../service/reading/read-accounts';
import type { GraphQLContext } from '../context';
import { IdentityFacts } from '../facts/facts.type';
import { factsOfVerification } from '../facts/of';
import { Verification } from '../verification/verification.type';
import { Assurance } from './assurance.type';

@Resolver(() => Verification)
export class VerificationAssuranceResolver {
  @FieldResolver(() => Assurance, {
    description: 'How sure this outcome makes us who the person is. NONE unless status is APPROVED.',
  })
  assurance(@Root() { record }: Verification, @Ctx() { tools }: GraphQLContext): Assurance {
    return new Assurance(judgeVerification(tools, record));
  }

  @FieldResolver(() => IdentityFacts, {
    description:
      'Answers about the person that show nothing else of them. Null where nothing is known, and after redaction.',
  })
  facts(@Root() { record }: Verification, @Ctx() { tools }: GraphQLContext): IdentityFacts {
    return factsOfVerification(tools, record);
  }
}
