import type { Known } from '../domain/privacy/masking';
import type { Outcome } from '../domain/verification/outcome';
import { logOddities, type Reading } from '../domain/verification/reading';
import { placeOf } from './place';
import type { ProviderLog } from './provider';
import { isRedirect, isUnsent, type ProviderResponse } from './provider-response';
import { withoutSensitive } from './sensitive';

/** The call that an answer belongs to, and the log level of a refusal of this service. */
export interface Call {
  readonly provider: string;
  readonly call: string;
  /** `error` if the provider refuses only for reasons that its operator or ours has to fix. Default: `warn`. */
  readonly refusal?: 'warn' | 'error';
}

/**
 * Turns a reading into the outcome: masks the values that were sent in the provider's words, and logs what an operator
 * has to know.
 */
export function settle(
  log: ProviderLog,
  { refusal = 'warn', ...line }: Call,
  answer: ProviderResponse,
  reading: Reading,
  sensitive: readonly Known[] = [],
): Outcome {
  logOddities(log, line, reading.oddities);
  const outcome = withoutSensitive(reading.outcome, sensitive);
  if (outcome.kind === 'failed' && outcome.failure.code === 'PROVIDER_REFUSED') {
    const { providerCode } = outcome.failure;
    log[refusal]({ ...line, providerCode }, 'provider refused the request');
  } else if (outcome.kind === 'silent') {
    logUnreadable(log, line, answer, sensitive);
  }
  return isUnsent(answer) ? { ...outcome, isUnsent: true } : outcome;
}

/** An answer that says nothing. If it redirects, to where: usually a balancer, a sign-on or a firewall. */
export function logUnreadable(
  log: ProviderLog,
  line: Omit<Call, 'refusal'>,
  answer: ProviderResponse,
  sensitive: readonly Known[] = [],
): void {
  if (answer.kind !== 'answer') return;
  const fields = { ...line, httpStatus: answer.status };
  if (isRedirect(answer)) {
    log.warn(
      { ...fields, place: placeOf(answer.location, sensitive) },
      'provider redirected to another place',
    );
  } else {
    log.warn(fields, 'provider answered what cannot be read');
  }
}
