import type { MethodInput } from '../domain/input-check';
import { carryOut } from './carry-out';
import type { ServiceTools } from './tools';

/** What LinkID is told of a check that it asked us for (linkid.md, section 四). */
export interface SourceAnswer {
  readonly result: boolean;
  /** Empty where it passed. */
  readonly failReason: string;
  /** Id of the recorded verification; empty where the request was not accepted. */
  readonly bsn: string;
}

/** Answers as LinkID's third-party data source. Null where this deployment is none. */
export async function answerSourceCheck(
  tools: ServiceTools,
  parameters: MethodInput,
): Promise<SourceAnswer | null> {
  if (!tools.source) return null;
  const { provider, method } = tools.source;
  const checked = method.check(parameters);
  if (!checked.ok) {
    const faults = checked.errors.map(({ path, message }) => `${path.join('.')}: ${message}`);
    return { result: false, failReason: faults.join(' '), bsn: '' };
  }
  const submission = await carryOut(tools, { provider, method, guid: null, attempt: checked.value });
  if (!submission.accepted) return { result: false, failReason: 'The check could not be recorded.', bsn: '' };
  const { id, status, failure } = submission.verification;
  const passed = status === 'APPROVED';
  return {
    result: passed,
    failReason: passed ? '' : (failure?.message ?? 'The check is not decided.'),
    bsn: id,
  };
}
