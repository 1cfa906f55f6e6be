import type { MethodInput } from '../../domain/input/input-check';
import { textOf } from '../../domain/messages/message';
import type { DataSource, ServiceTools } from '../tools';
import { carryOut } from '../verification/carry-out';

export interface SourceAnswer {
  readonly httpStatus: number;
  readonly body: unknown;
}

/**
 * Answers a provider that asks us as its data source, in the provider's own form. Without a verdict there is no answer:
 * HTTP 503, because silence of ours must not count as a "no" about the person.
 */
export async function answerSourceCheck(
  tools: ServiceTools,
  { provider, method, environment, wire }: DataSource,
  parameters: MethodInput,
): Promise<SourceAnswer> {
  const { locale } = tools.settings;
  const unanswered = (reason: string): SourceAnswer => ({ httpStatus: 503, body: wire.refused(503, reason) });
  const checked = method.check(parameters);
  if (!checked.ok) {
    const faults = checked.errors.map(({ path, message }) => `${path.join('.')}: ${textOf(message, locale)}`);
    return unanswered(faults.join(' '));
  }
  const prepared = checked.value;
  const { references } = wire;
  const submission = await carryOut(tools, {
    provider,
    method,
    guid: null,
    prepared,
    environment,
    references,
  });
  if (submission === 'consentGone' || !submission.accepted)
    return unanswered('The check could not be recorded.');
  const { verification } = submission;
  const body = wire.answered(verification, locale);
  return body === null
    ? unanswered(
        verification.failure ? textOf(verification.failure.message, locale) : 'The check is not decided.',
      )
    : { httpStatus: 200, body };
}
