import { Field, ID, InputType } from 'type-graphql';
import type { FeedFilter } from '../../storage/events/contract';
import {
  VerificationEnvironment,
  VerificationEventCause,
  VerificationMethod,
  VerificationProvider,
  VerificationStatus,
} from '../verification/enums';

@InputType({
  description:
    'Which events. Fields narrow each other; a list matches any of its values, and an empty list matches nothing.',
})
export class VerificationEventFilter {
  @Field(() => ID, { nullable: true, description: 'Only events of this account (User.guid).' })
  declare readonly guid?: string | null;

  @Field(() => [VerificationProvider], { nullable: true, description: 'Only these providers.' })
  declare readonly provider?: readonly VerificationProvider[] | null;

  @Field(() => [VerificationMethod], { nullable: true, description: 'Only these methods.' })
  declare readonly method?: readonly VerificationMethod[] | null;

  @Field(() => [VerificationStatus], {
    nullable: true,
    description: 'Only events with one of these statuses (VerificationEvent.status).',
  })
  declare readonly status?: readonly VerificationStatus[] | null;

  @Field(() => [VerificationEventCause], {
    nullable: true,
    description: 'Only events with one of these causes.',
  })
  declare readonly cause?: readonly VerificationEventCause[] | null;

  @Field(() => VerificationEnvironment, { nullable: true, description: 'Only of this environment.' })
  declare readonly environment?: VerificationEnvironment | null;
}

/** The filter as the store wants it. */
export function toFeedFilter(filter: VerificationEventFilter | null | undefined): FeedFilter {
  if (!filter) return {};
  const { guid, provider, method, status, cause, environment } = filter;
  return {
    ...(guid != null && { guid }),
    ...(provider != null && { provider }),
    ...(method != null && { method }),
    ...(status != null && { status }),
    ...(cause != null && { cause }),
    ...(environment != null && { environment }),
  };
}
