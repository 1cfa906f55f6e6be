import { Arg, Ctx, Directive, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import { listConsents } from '../../service/consents/read-consents';
import { recordConsent } from '../../service/consents/record-consent';
import { withdrawConsent } from '../../service/consents/withdraw-consent';
import { ServiceError } from '../../service/errors';
import type { ConsentPlace } from '../../storage/consents/contract';
import type { GraphQLContext } from '../context';
import { forwardPageSized } from '../cost';
import { inputArg } from '../input-arg';
import { User } from '../user/user.type';
import { pageSize } from '../verification/paging';
import { ConsentConnection } from './connection.type';
import { decodeConsentCursor } from './cursor';
import { RecordConsentInput } from './inputs';
import { ConsentPayload } from './payload.type';

const defaultPageSize = 20;

@Resolver()
export class ConsentResolver {
  @Directive('@authenticated')
  @Mutation(() => ConsentPayload, {
    description:
      'Records that the person (or, for a child under 14, the guardian) agreed. NOT_ALLOWED with CONSENT=off.',
  })
  async recordConsent(
    @Arg('input', () => RecordConsentInput, inputArg) input: RecordConsentInput,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<ConsentPayload> {
    return new ConsentPayload(await recordConsent(tools, caller, { ...input }));
  }

  @Directive('@authenticated')
  @Mutation(() => ConsentPayload, {
    description:
      'Takes a consent back: nothing new is sent on it, and cases that rest on it are CANCELED; earlier processing stays lawful. For the account, the account that gave it, and realname:write; to others it is unknown.',
  })
  async withdrawConsent(
    @Arg('id', () => ID, { description: 'The consent (Consent.id).' }) id: string,
    @Ctx() { tools, caller }: GraphQLContext,
  ): Promise<ConsentPayload> {
    return new ConsentPayload(await withdrawConsent(tools, caller, id));
  }
}

@Resolver(() => User)
export class UserConsentsResolver {
  @Directive(forwardPageSized)
  @FieldResolver(() => ConsentConnection, {
    description:
      'Newest first. For a caller that may not see the account: only those that the caller gave as a guardian.',
  })
  async consents(
    @Root() { guid }: User,
    @Ctx() { tools, caller }: GraphQLContext,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: defaultPageSize,
      description: 'Page size, 1 to 100.',
    })
    first: number | null,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Only those after this cursor: PageInfo.endCursor of the page before.',
    })
    after: string | null,
  ): Promise<ConsentConnection> {
    const limit = pageSize('first', first ?? defaultPageSize);
    const place = after == null ? null : placeOf(after);
    const page = await listConsents(tools, caller, { guid, limit, ...(place && { after: place }) });
    return new ConsentConnection(page, place !== null);
  }
}

function placeOf(after: string): ConsentPlace {
  const place = decodeConsentCursor(after);
  if (place) return place;
  throw new ServiceError('BAD_USER_INPUT', 'after must be a cursor that this list has given.');
}
