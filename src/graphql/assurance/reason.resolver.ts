import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { message, textOf } from '../../domain/messages/message';
import type { GraphQLContext } from '../context';
import { localeArg, localeOf, MessageLocale } from '../messages/locale';
import { AssuranceReason } from './assurance.type';

@Resolver(() => AssuranceReason)
export class AssuranceReasonResolver {
  @FieldResolver(() => String, { description: 'The rule, as a sentence for the person.' })
  message(
    @Root() { code }: AssuranceReason,
    @Ctx() context: GraphQLContext,
    @Arg('locale', () => MessageLocale, localeArg) locale: MessageLocale | null,
  ): string {
    return textOf(message(`REASON_${code}`), localeOf(locale, context));
  }
}
