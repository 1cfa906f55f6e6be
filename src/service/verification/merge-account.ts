import { InputChecker, type InputError, type MethodInput } from '../../domain/input/input-check';
import { checkBooleanTrue, checkDigits } from '../../domain/input/text-check';
import type { Outcome } from '../../domain/verification/outcome';
import type { Verification } from '../../domain/verification/verification';
import type { Provider } from '../../providers/provider';
import { actOf } from '../access/acts';
import { authenticated, type Caller, mayChange } from '../access/caller';
import { attemptOf } from '../access/rate-limit';
import { consentRequired } from '../consents/gate';
import { judgeVerification } from '../consents/verification-consents';
import type { ServiceTools } from '../tools';
import { findOrUnknown } from './find-or-unknown';
import { checkIdempotencyKey, idempotencyUse } from './idempotency';
import { mergePreviewOf } from './merge-preview';
import { isMergeable, notMergeable } from './mergeable';
import { personTokenUse, type TokenUse } from './person-token';
import { movingAway, record } from './record';
import { accepted, keyReused, refused, type Submission, tooManyAttempts } from './submission';

/**
 * Settles a CONFLICT: the old account's verified data moves to this account, and cannot be moved back. Two merges are
 * never sent at the same time, and none is sent again after one without an answer.
 */
export async function mergeAccount(
  tools: ServiceTools,
  anyone: Caller | null,
  input: MethodInput & { readonly verificationId: string },
): Promise<Submission> {
  const caller = authenticated(anyone, tools.now());
  const checker = new InputChecker(input);
  const code = checker.required('code', checkDigits('code', { min: 4, max: 8 }));
  checker.required('confirmIrreversible', checkBooleanTrue('confirmIrreversible'));
  const checked = checker.finish(() => ({ code }));
  const errors: InputError[] = [
    ...(checked.ok ? [] : checked.errors),
    ...checkIdempotencyKey(input['idempotencyKey']),
  ];
  if (errors.length > 0) return { accepted: false, errors };

  const { verificationId } = input;
  const found = await findOrUnknown(tools, 'verificationId', verificationId, (named) =>
    mayChange(caller, named),
  );
  if (!found.accepted) return found;
  const { verification } = found;

  const use = idempotencyUse(tools, caller, input['idempotencyKey'], ['MERGE', verificationId, code]);
  const before = use && (await tools.store.idempotency.firstUse(use));
  if (before) return before.kind === 'repeated' ? accepted(before.verification) : keyReused;

  const provider = tools.catalog.provider(verification.provider);
  const holder = verification.personal.holder?.reveal();
  if (!canMerge(provider) || !isMergeable(verification) || !holder) return notMergeable;
  const { previewDigest } = input;
  if (typeof previewDigest === 'string') {
    const preview = await mergePreviewOf(tools, verification);
    if (preview?.digest !== previewDigest) return anotherPreview;
  }
  const { missing } = await judgeVerification(tools, verification);
  if (missing.length > 0) return consentRequired(verification.purpose, missing);
  const token = await personTokenUse(tools, provider, caller, verification.guid);
  if (token.kind === 'notAllowed') return token.submission;

  // From here on the status is PENDING, so that no other merge finds the CONFLICT.
  const sent = await record(
    tools,
    verificationId,
    { kind: 'mergeSent' },
    {
      act: actOf(tools, caller, 'MERGE', { verificationId }),
      // Counted for the account whose phone receives the code, whichever caller requests the merge.
      attempts: attemptOf(tools, caller, `merge:${holder.guid}`),
      ...(use && { idempotency: use }),
    },
  );
  if (sent?.kind === 'keyReused') return keyReused;
  if (sent?.kind === 'tooManyAttempts') return tooManyAttempts(sent);
  if (sent?.kind === 'repeated') return accepted(sent.verification);
  if (sent?.kind !== 'changed') return notMergeable;

  const outcome = await answerTo(tools, provider, sent.verification, code, token);
  const moved = outcome.kind === 'approved' && holder.guid ? movingAway(tools, holder.guid) : {};
  const merged = await record(tools, verificationId, { kind: 'mergeAnswered', outcome }, moved);
  return accepted(merged?.kind === 'changed' ? merged.verification : sent.verification);
}

type Merging = Provider & Required<Pick<Provider, 'merge'>>;

/** A provider never rejects for a fault of the other side. If it does, the outcome is unknown. */
async function answerTo(
  { log }: ServiceTools,
  provider: Merging,
  verification: Verification,
  code: string,
  token: Exclude<TokenUse, { readonly kind: 'notAllowed' }>,
): Promise<Outcome> {
  if (token.kind === 'failed') return token;
  try {
    return await provider.merge(verification, code, token.call);
  } catch (err) {
    log.error({ verificationId: verification.id, provider: provider.name }, 'provider adapter failed', err);
    return { kind: 'silent' };
  }
}

function canMerge(provider: Provider | null): provider is Merging {
  return provider?.merge !== undefined;
}

const anotherPreview = refused(['previewDigest'], 'WRONG_STATE', 'ANOTHER_PREVIEW');
