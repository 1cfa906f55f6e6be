import type { MethodInput } from '../../domain/input/input-check';
import { startVerification } from '../../service/verification/start-verification';
import type { Submission } from '../../service/verification/submission';
import type { GraphQLContext } from '../context';
import type { StartVerificationInput } from './inputs';
import { VerificationPayload } from './payload.type';

/**
 * Unknown if an input class has the fields that the method reads and those that every start has; never if it has one
 * more, which the method would silently ignore: that is a field renamed on one side only.
 */
export type Fits<Given, Input> =
  Exclude<keyof Given, keyof Input | keyof StartVerificationInput> extends never ? unknown : never;

/** The one body of a provider's start and verify mutations. `Inputs` are the provider's, by the method's name. */
export function submitTo<Inputs>() {
  return async <Name extends keyof Inputs & string, Given extends Inputs[Name] & object>(
    { tools, caller }: GraphQLContext,
    method: Name,
    input: Given & Fits<Given, Inputs[Name]>,
  ): Promise<VerificationPayload> =>
    toPayload(await startVerification(tools, caller, method, { ...input } as MethodInput));
}

export function toPayload(submission: Submission): VerificationPayload {
  return submission.accepted
    ? VerificationPayload.accepted(submission.verification)
    : VerificationPayload.refused(submission.errors);
}
