import type { Outcome } from '../../domain/outcome';
import type { Answer } from '../answer';
import type { ProviderLog } from '../provider';
import type { Reading } from './wire';

/** Logs what an operator has to know of an answer, and gives its outcome. */
export function reportReading(
  log: ProviderLog,
  call: string,
  answer: Answer,
  { outcome, unnamed }: Reading,
): Outcome {
  const line = { provider: 'LINKID', call };
  if (unnamed) log.warn({ ...line, ...unnamed }, 'provider sent a value that its document does not name');
  if (outcome.kind === 'failed') {
    log.warn({ ...line, failure: outcome.failure.code }, 'provider refused the request');
  }
  if (outcome.kind === 'silent' && answer.kind === 'answer') {
    log.warn({ ...line, httpStatus: answer.status }, 'provider answered what cannot be read');
  }
  return outcome;
}
