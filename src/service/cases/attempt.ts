import type { IdentityCase, RecordedDecision } from '../../domain/routing/case';
import type { CaseTransition } from '../../domain/routing/case-transition';
import type { Verification } from '../../domain/verification/verification';
import type { Counter } from '../../storage/attempts/contract';
import type { Followed } from '../../storage/cases/contract';
import type { ConsentRest } from '../../storage/consents/contract';
import type { IdempotencyUse } from '../../storage/idempotency/contract';
import type { Created } from '../../storage/verifications/contract';
import type { Caller } from '../access/caller';
import { attemptOf, conflictOf } from '../access/rate-limit';
import type { ServiceTools } from '../tools';
import { type Begun, begin, finish, type Start } from '../verification/carry-out';
import type { TokenUse } from '../verification/person-token';
import type { Way } from './choose-way';

/** Everything that an attempt of a case begins with. */
export interface AttemptStart {
  readonly way: Way;
  readonly caller: Caller;
  readonly token: Exclude<TokenUse, { readonly kind: 'notAllowed' }>;
  /** The case without the attempt. */
  readonly current: Pick<IdentityCase, 'id' | 'guid' | 'purpose' | 'clientReference' | 'expiresAt'>;
  readonly metadata: Readonly<Record<string, unknown>> | undefined;
  readonly decision: RecordedDecision;
  /** The case with the attempt, and its event. */
  readonly transition: (attempt: IdentityCase['attempts'][number]) => CaseTransition;
  readonly consents: ConsentRest;
  readonly followed?: Followed;
  readonly use?: IdempotencyUse | null;
  /** Counted with the request: those of a mutation, and not of each attempt that it makes. */
  readonly starts?: readonly Counter[];
}

export type Attempted =
  | {
      readonly kind: 'begun';
      readonly identityCase: IdentityCase;
      readonly answer: () => Promise<Verification>;
    }
  | Exclude<Created, { readonly kind: 'created' }>;

/** Records an attempt together with the change of its case. Nothing is sent before `answer` is called. */
export async function beginAttempt(tools: ServiceTools, attempt: AttemptStart): Promise<Attempted> {
  const { way, caller, token, current, metadata, consents, followed, use } = attempt;
  const { method, provider, prepared, price } = way;
  let next: IdentityCase | null = null;
  const start: Start = {
    provider: provider.name,
    method,
    guid: current.guid,
    prepared,
    environment: tools.catalog.environmentOf(provider.name),
    application: {
      clientReference: current.clientReference ?? undefined,
      metadata,
      purpose: current.purpose,
    },
    attempts: prepared.attemptTarget === undefined ? null : attemptOf(tools, caller, prepared.attemptTarget),
    conflict: provider.merge ? conflictOf(tools, caller) : null,
    starts: attempt.starts ?? [],
    token,
    consents,
    case: {
      id: current.id,
      expiresAt: current.expiresAt,
      write({ id: verificationId }) {
        const transition = attempt.transition({ verificationId, method: method.name, price });
        next = transition.next;
        return { transition, ...(followed && { followed }), ...(use && { idempotency: use }) };
      },
    },
  };
  const begun = await begin(tools, start);
  if (begun.kind !== 'begun' || !next) return begun as Exclude<Created, { readonly kind: 'created' }>;
  return { kind: 'begun', identityCase: next, answer: () => finish(tools, start, begun as Begun) };
}
