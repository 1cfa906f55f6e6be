import type { MethodInput } from '../../domain/input-check';
import { startVerification } from '../../service/start-verification';
import type { Submission } from '../../service/submission';
import type { GraphQLContext } from '../context';
import { VerificationPayload } from './payload.type';

/** The one body of every start and verify mutation. */
export async function submit(
  { tools, caller }: GraphQLContext,
  method: string,
  input: object,
): Promise<VerificationPayload> {
  return toPayload(await startVerification(tools, caller, method, { ...input } as MethodInput));
}

export function toPayload(submission: Submission): VerificationPayload {
  return submission.accepted
    ? VerificationPayload.accepted(submission.verification)
    : VerificationPayload.refused(submission.errors);
}
