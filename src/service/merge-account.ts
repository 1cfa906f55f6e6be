import { InputChecker, type InputError, type MethodInput } from '../domain/input-check';
import type { Outcome } from '../domain/outcome';
import { checkBooleanTrue, checkDigits } from '../domain/text-check';
import type { Verification } from '../domain/verification';
import { authenticated, type Caller, mayChange } from './caller';
import { checkIdempotencyKey, idempotencyUse } from './idempotency';
import { tryOf } from './may-try';
import { record } from './record';
import {
  accepted,
  keyReused,
  refused,
  type Submission,
  tooManyAttempts,
  unknownVerification,
} from './submission';
import type { ServiceTools } from './tools';

/**
 * Settles a CONFLICT: the old account's verified data moves to this account, and cannot be moved back. Sent at most
 * once at a time, and after silence never again.
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
  const verification = (await tools.store.find([verificationId])).get(verificationId);
  if (!verification || !mayChange(caller, verification)) return unknownVerification('verificationId');

  const use = idempotencyUse(tools, caller, input['idempotencyKey'], ['MERGE', verificationId, code]);
  const before = use && (await tools.store.firstUse(use));
  if (before) return before.kind === 'repeated' ? accepted(before.verification) : keyReused;

  const provider = tools.catalog.provider(verification.provider);
  const holder = verification.personal.holder?.reveal();
  if (!provider?.merge || !isMergeable(verification) || !holder) return notMergeable;

  // From here on the status is PENDING, and nobody else finds a CONFLICT to merge.
  const sent = await record(
    tools,
    verificationId,
    { kind: 'mergeSent' },
    {
      // Counted for the account whose phone receives the code, whoever asks for it to be merged.
      tries: tryOf(tools, caller, `merge:${holder.guid}`),
      ...(use && { idempotency: use }),
    },
  );
  if (sent?.kind === 'keyReused') return keyReused;
  if (sent?.kind === 'tooManyTries') return tooManyAttempts;
  if (sent?.kind === 'repeated') return accepted(sent.verification);
  if (sent?.kind !== 'changed') return notMergeable;

  const personToken = verification.guid === caller.guid ? caller.personToken : undefined;
  const outcome = await provider
    .merge(sent.verification, code, personToken ? { personToken } : {})
    .catch((err: unknown): Outcome => {
      tools.log.error({ verificationId, provider: provider.name }, 'provider adapter failed', err);
      return { kind: 'silent' };
    });
  const merged = await record(tools, verificationId, { kind: 'mergeAnswered', outcome });
  return accepted(merged?.kind === 'changed' ? merged.verification : sent.verification);
}

/** The request that met 409 is kept for one hour; without it there is nothing to repeat. */
function isMergeable({ status, personal }: Verification): boolean {
  return (
    status === 'CONFLICT' && personal.replay !== undefined && personal.holder?.reveal().mergeable === true
  );
}

const notMergeable = refused(
  ['verificationId'],
  'WRONG_STATE',
  'Only a verification in CONFLICT can be merged, within one hour. Verify again to start over.',
);
