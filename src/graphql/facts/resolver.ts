import { Arg, Ctx, Directive, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { ageBandOf } from '../../domain/facts/age';
import { knownAge, knownCertificate } from '../../domain/facts/facts';
import { ServiceError } from '../../service/errors';
import { matchKnown } from '../../service/reading/match-claim';
import type { GraphQLContext } from '../context';
import { asksDatabase } from '../cost';
import { AgeBand } from './enums';
import { ClaimMatch, IdentityFacts } from './facts.type';
import { ClaimMatchInput } from './inputs';

@Resolver(() => IdentityFacts)
export class IdentityFactsResolver {
  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      "At least so many full years old today (in China). Only the ages of the deployment's FACT_AGES (14, 16, 18, 60) are answered; others are BAD_USER_INPUT.",
  })
  ageAtLeast(
    @Root() facts: IdentityFacts,
    @Ctx() { tools }: GraphQLContext,
    @Arg('years', () => Int, {
      description: 'The age in full years: one of FACT_AGES (14, 16, 18 and 60 by default).',
    })
    years: number,
  ): boolean | null {
    const { factAges } = tools.settings;
    if (!factAges.includes(years)) {
      throw new ServiceError('BAD_USER_INPUT', `years must be one of ${factAges.join(', ')} (FACT_AGES).`);
    }
    const age = knownAge(facts.sources(), tools.now());
    return age === null ? null : age >= years;
  }

  @FieldResolver(() => AgeBand, {
    nullable: true,
    description: 'Null if the age is not known, or if the band would show more than FACT_AGES allow.',
  })
  ageBand(@Root() facts: IdentityFacts, @Ctx() { tools }: GraphQLContext): AgeBand | null {
    return ageBandOf(knownAge(facts.sources(), tools.now()), tools.settings.factAges);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'False when the certificate has ended or not begun, by what the provider says.',
  })
  certificateValid(@Root() facts: IdentityFacts, @Ctx() { tools }: GraphQLContext): boolean | null {
    return knownCertificate(facts.sources(), tools.now());
  }

  @Directive(asksDatabase)
  @FieldResolver(() => ClaimMatch, {
    nullable: true,
    description:
      'Whether what is given is what is known. Counted like a password: a few tries for each account, then null with an error TOO_MANY_ATTEMPTS. (ATTEMPTS_PER_TARGET in ATTEMPTS_WINDOW_SECONDS)',
  })
  async matches(
    @Root() { subject, sources }: IdentityFacts,
    @Ctx() { tools }: GraphQLContext,
    @Arg('input', () => ClaimMatchInput, { description: 'The values to compare.' }) input: ClaimMatchInput,
  ): Promise<ClaimMatch> {
    return new ClaimMatch(await matchKnown(tools, subject, sources(), input));
  }
}
