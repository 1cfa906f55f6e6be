import { InputChecker, type InputError } from '../../domain/input/input-check';
import { checkMobileNo } from '../../domain/input/text-check';
import { message } from '../../domain/messages/message';
import type { Failure } from '../../domain/verification/verification';
import { authenticated, type Caller, mayChange } from '../access/caller';
import { codeCounter, codePauseMs, codeSending } from '../access/rate-limit';
import type { ServiceTools } from '../tools';
import { findOrUnknown } from './find-or-unknown';
import { isMergeable, notMergeable } from './mergeable';
import { type Refusal, refused, tooManyAttempts } from './submission';

export type CodeSending =
  | { readonly kind: 'sent'; readonly nextAllowedAt: Date }
  /** The provider was asked and sent none. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'refused'; readonly errors: readonly InputError[] };

/** Makes the provider send an SMS code to a number, for a method that takes one. */
export async function sendMobileCode(
  tools: ServiceTools,
  anyone: Caller | null,
  input: { readonly mobileNo: string },
): Promise<CodeSending> {
  const caller = authenticated(anyone, tools.now());
  const [provider] = tools.catalog.having('sendMobileCode');
  if (!provider) {
    return notSent(refused([], 'NOT_ALLOWED', 'NO_CODES_SENT'));
  }
  const checker = new InputChecker(input);
  const mobileNo = checker.required('mobileNo', checkMobileNo);
  const checked = checker.finish(() => mobileNo);
  if (!checked.ok) return { kind: 'refused', errors: checked.errors };
  return send(tools, caller, `mobile:${mobileNo}`, () => provider.sendMobileCode(mobileNo));
}

/** Makes the provider send an SMS code to the account that holds the identity, for mergeAccount. */
export async function sendMergeCode(
  tools: ServiceTools,
  anyone: Caller | null,
  { verificationId }: { readonly verificationId: string },
): Promise<CodeSending> {
  const caller = authenticated(anyone, tools.now());
  const found = await findOrUnknown(tools, 'verificationId', verificationId, (named) =>
    mayChange(caller, named),
  );
  if (!found.accepted) return notSent(found);
  const { verification } = found;
  const provider = tools.catalog.provider(verification.provider);
  const holder = verification.personal.holder?.reveal();
  if (!provider?.sendMergeCode || !holder || !isMergeable(verification)) return notSent(notMergeable);
  const { sendMergeCode: ask } = provider;
  return send(tools, caller, `holder:${holder.guid}`, () => ask.call(provider, verification));
}

/** Counted before it is sent, and also when none was: asking for codes is what is limited. */
async function send(
  tools: ServiceTools,
  caller: Caller,
  target: string,
  ask: () => Promise<Failure | null>,
): Promise<CodeSending> {
  const sending = codeSending(tools, caller, target);
  const retryAt = await tools.store.attempts.takeAll(sending);
  if (retryAt) return notSent(tooManyAttempts({ retryAt }));
  const failure = await ask().catch((err: unknown) => {
    tools.log.error({}, 'provider adapter failed', err);
    return adapterFailed;
  });
  if (failure) return { kind: 'failed', failure };
  return { kind: 'sent', nextAllowedAt: await nextAllowedAt(tools, target, sending.now) };
}

async function nextAllowedAt(tools: ServiceTools, target: string, sentAt: Date): Promise<Date> {
  const { perTarget, windowMs } = tools.settings.attempts;
  const times = await tools.store.attempts.times(codeCounter(target));
  const oldest = times.at(-perTarget);
  const windowFrees = times.length < perTarget || !oldest ? 0 : oldest.getTime() + windowMs;
  return new Date(Math.max(sentAt.getTime() + codePauseMs, windowFrees));
}

function notSent({ errors }: Refusal): CodeSending {
  return { kind: 'refused', errors };
}

const adapterFailed: Failure = {
  code: 'PROVIDER_UNAVAILABLE',
  message: message('PROVIDER_SILENT'),
  providerCode: null,
  providerMessage: null,
  retryable: true,
};
