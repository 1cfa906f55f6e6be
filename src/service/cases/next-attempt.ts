import { message } from '../../domain/messages/message';
import type { Secret } from '../../domain/privacy/secret';
import type { IdentityCase, KeptInput } from '../../domain/routing/case';
import { changeCase } from '../../domain/routing/case-transition';
import type { Evidence } from '../../domain/routing/evidence';
import type { Verification } from '../../domain/verification/verification';
import type { Counter } from '../../storage/attempts/contract';
import type { Followed } from '../../storage/cases/contract';
import type { IdempotencyUse } from '../../storage/idempotency/contract';
import type { Caller } from '../access/caller';
import type { ServiceTools } from '../tools';
import { personTokenUse, type TokenUse } from '../verification/person-token';
import type { Refusal } from '../verification/submission';
import { type Attempted, beginAttempt } from './attempt';
import { type CaseConsents, caseConsents } from './case-consents';
import { recordChange } from './change-case';
import { type Choice, chooseWay, moreEvidenceHelps } from './choose-way';
import { pastAttemptsOf, triedMethods } from './past-attempts';
import { reportChange } from './report-change';

/** The values that a next attempt is made with. */
export interface Hand {
  readonly caller: Caller;
  readonly evidence: Evidence;
  readonly metadata: Readonly<Record<string, unknown>> | undefined;
}

export type Tried =
  | {
      readonly kind: 'begun';
      readonly identityCase: IdentityCase;
      readonly answer: () => Promise<Verification>;
    }
  /** No attempt was begun: no method can serve, or the case has moved. */
  | { readonly kind: 'ended'; readonly identityCase: IdentityCase };

/** Decides again and begins the next attempt, or ends the case. */
export async function tryNext(
  tools: ServiceTools,
  current: IdentityCase,
  followed: Followed,
  hand: Hand,
): Promise<Tried> {
  const limited = new Set<string>();
  for (;;) {
    const consents = await caseConsents(tools, current, hand.evidence);
    if (consents.missing.length > 0) {
      // A consent that it rested on was withdrawn.
      const canceled = { status: 'CANCELED', cause: 'CANCELED' } as const;
      return { kind: 'ended', identityCase: await recordChange(tools, current, canceled, followed) };
    }
    const choice = await chooseAgain(tools, current, hand.evidence, limited, consents);
    if (!choice.way)
      return { kind: 'ended', identityCase: await endWithout(tools, current, choice, { followed }) };
    const token = await tokenFor(tools, choice, hand.caller, current.guid);
    const begun = await begin(tools, current, choice, hand, token, { followed, consents });
    if (begun.kind === 'begun') return begun;
    if (begun.kind === 'consentGone') continue;
    if (begun.kind !== 'tooManyAttempts')
      return { kind: 'ended', identityCase: await reload(tools, current) };
    limited.add(choice.way.method.name);
  }
}

/** The values that a change of the case is recorded with. */
export interface Along {
  readonly followed?: Followed;
  readonly use?: IdempotencyUse | null;
  /** New values that the case keeps. */
  readonly kept?: Secret<KeptInput>;
  readonly avoidFace?: boolean;
  readonly starts?: readonly Counter[];
}

export async function chooseAgain(
  tools: ServiceTools,
  current: IdentityCase,
  evidence: Evidence,
  limited: ReadonlySet<string>,
  { mayUseFace }: CaseConsents,
): Promise<Choice> {
  const terms = tools.settings.routing.purposes[current.purpose];
  if (!terms) throw new Error('A purpose without terms allows no further attempt.');
  const attempts = await pastAttemptsOf(tools, current);
  return chooseWay(tools, terms, { ...current, attempts, mayChoose: true, mayUseFace }, evidence, limited);
}

/** Records the attempt of a choice. */
export async function begin(
  tools: ServiceTools,
  current: IdentityCase,
  { decision, way }: Choice,
  { caller, metadata }: Hand,
  token: Exclude<TokenUse, { readonly kind: 'notAllowed' }>,
  { followed, use, kept, avoidFace, starts = [], consents }: Along & { readonly consents: CaseConsents },
): Promise<Attempted> {
  if (!way) throw new Error('An attempt needs a way.');
  const change = {
    status: 'OPEN',
    cause: 'ATTEMPTED',
    decision,
    ...(kept && { kept }),
    ...(avoidFace !== undefined && { avoidFace }),
  } as const;
  const begun = await beginAttempt(tools, {
    way,
    caller,
    token,
    current,
    metadata,
    decision,
    transition(attempt) {
      const transition = changeCase(current, { ...change, attempt }, tools.now());
      if (!transition) throw new Error(`A case that is ${current.status} makes no further attempt.`);
      return transition;
    },
    consents: consents.restFor(way.method.name),
    ...(followed && { followed }),
    ...(use && { use }),
    starts,
  });
  if (begun.kind === 'begun') reportChange(tools, begun.identityCase, change);
  return begun;
}

/** Records that no method can serve now. */
export async function endWithout(
  tools: ServiceTools,
  current: IdentityCase,
  { decision }: Choice,
  { followed, use, kept, avoidFace }: Along,
): Promise<IdentityCase> {
  const tried = triedMethods(decision.question.attempts);
  const change = {
    status: moreEvidenceHelps(decision.decision, tried) ? 'NEEDS_EVIDENCE' : 'NOT_ACHIEVED',
    cause: 'DECIDED',
    decision,
    ...(kept && { kept }),
    ...(avoidFace !== undefined && { avoidFace }),
  } as const;
  const changed = await tools.store.cases.change(
    current.id,
    (now) => (now.version === current.version ? changeCase(now, change, tools.now()) : null),
    { ...(followed && { followed }), ...(use && { idempotency: use }) },
  );
  if (changed?.kind === 'changed') reportChange(tools, changed.identityCase, change);
  return changed && 'identityCase' in changed ? changed.identityCase : reload(tools, current);
}

export async function reload(tools: ServiceTools, current: IdentityCase): Promise<IdentityCase> {
  return (await tools.store.cases.find([current.id])).get(current.id) ?? current;
}

/** A case that is under way cannot be refused any more: an attempt with another person's token fails unsent. */
async function tokenFor(
  tools: ServiceTools,
  { way }: Choice,
  caller: Caller,
  guid: string,
): Promise<Exclude<TokenUse, { readonly kind: 'notAllowed' }>> {
  if (!way) throw new Error('An attempt needs a way.');
  const token = await personTokenUse(tools, way.provider, caller, guid);
  if (token.kind !== 'notAllowed') return token;
  return {
    kind: 'failed',
    failure: {
      code: 'PROVIDER_REFUSED',
      message: message('TOKEN_OF_ANOTHER'),
      providerCode: null,
      providerMessage: null,
      retryable: false,
    },
  };
}

export function refusalOf(token: TokenUse): Refusal | null {
  return token.kind === 'notAllowed' && !token.submission.accepted ? token.submission : null;
}
