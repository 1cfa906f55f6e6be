import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { textOf } from '../../domain/messages/message';
import { maskFreeText } from '../../domain/privacy/masking';
import type { GraphQLContext } from '../context';
import { masked } from '../shown';
import { VerificationEvent } from '../verification/event.type';
import { VerificationFailure } from '../verification/failure.type';
import { VerificationInputError } from '../verification/input-error.type';
import { VerificationMethodInfo } from '../verification/method-info.type';
import { localeArg, localeOf, MessageLocale } from './locale';

@Resolver(() => VerificationEvent)
export class EventMessageResolver {
  // Written without personal data; a new adapter may forget.
  @FieldResolver(() => String, {
    nullable: true,
    description: 'One line about the change, without personal data, or null.',
  })
  message(
    @Root() { event: { message } }: VerificationEvent,
    @Ctx() context: GraphQLContext,
    @Arg('locale', () => MessageLocale, localeArg) locale: MessageLocale | null,
  ): string | null {
    return message && masked(textOf(message, localeOf(locale, context)), maskFreeText);
  }
}

@Resolver(() => VerificationFailure)
export class FailureMessageResolver {
  @FieldResolver(() => String, { description: 'The reason, as a sentence for the person.' })
  message(
    @Root() { failure }: VerificationFailure,
    @Ctx() context: GraphQLContext,
    @Arg('locale', () => MessageLocale, localeArg) locale: MessageLocale | null,
  ): string {
    return textOf(failure.message, localeOf(locale, context));
  }
}

@Resolver(() => VerificationInputError)
export class InputErrorMessageResolver {
  @FieldResolver(() => String, {
    description: 'A sentence that says what was expected. Never repeats the value.',
  })
  message(
    @Root() { error }: VerificationInputError,
    @Ctx() context: GraphQLContext,
    @Arg('locale', () => MessageLocale, localeArg) locale: MessageLocale | null,
  ): string {
    return textOf(error.message, localeOf(locale, context));
  }
}

@Resolver(() => VerificationMethodInfo)
export class MethodDescriptionResolver {
  @FieldResolver(() => String, {
    description: 'A sentence that says what the method needs and what it yields.',
  })
  description(
    @Root() { info }: VerificationMethodInfo,
    @Ctx() context: GraphQLContext,
    @Arg('locale', () => MessageLocale, localeArg) locale: MessageLocale | null,
  ): string {
    return info.description[localeOf(locale, context)];
  }
}

/** Every text for a person, in the language of the field or of the request. */
export const messageResolvers = [
  EventMessageResolver,
  FailureMessageResolver,
  InputErrorMessageResolver,
  MethodDescriptionResolver,
] as const;
