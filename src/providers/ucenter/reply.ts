/** The frame of every answer of ucenter's (ucenter.md), and the meaning of its code. */

import { z } from 'zod';
import { type Message, message } from '../../domain/messages/message';
import type { Failure } from '../../domain/verification/verification';
import type { ProviderResponse } from '../provider-response';
import { codeLength, opened, shown, text } from '../values';

const replySchema = z.object({
  code: text.pipe(z.string()),
  message: text,
  data: opened(z.record(z.string(), z.unknown()).nullish()).catch(null),
});
export type Reply = z.infer<typeof replySchema>;

const refusedTokenSchema = z.object({ error: z.literal('invalid_token') });

/** The codes to which this deployment gives a meaning. The documents name none of them. */
export interface CodeRules {
  /** "The data does not belong together." */
  readonly rejectedCodes: readonly number[];
  /** "The code or the password is wrong." */
  readonly wrongCredentialCodes: readonly number[];
}

/** For answers to which no code of the deployment applies. */
export const documentedCodesOnly: CodeRules = { rejectedCodes: [], wrongCredentialCodes: [] };

/** Null if the answer says nothing: silence, a redirect, or a body that is not ucenter's. */
export function readReply(answer: ProviderResponse): Reply | null {
  if (answer.kind === 'silent' || (answer.status >= 300 && answer.status < 400)) return null;
  return replySchema.safeParse(answer.body).data ?? null;
}

/**
 * True if ucenter did nothing because of the token: HTTP 401, the codes 401 and 40101, or invalid_token. A code that
 * means something else wins over the HTTP status.
 */
export function isTokenDead(answer: ProviderResponse, rules: CodeRules): boolean {
  if (answer.kind === 'silent') return false;
  const code = replySchema.safeParse(answer.body).data?.code;
  if (code === '401' && answer.status === 401) return true;
  if (code !== undefined && isNamed(code, rules)) return false;
  const namesToken = code === '401' || code === '40101' || refusedTokenSchema.safeParse(answer.body).success;
  return answer.status === 401 || namesToken;
}

/** The failure that any code but those of a verdict means: what an HTTP status of that number means. */
export function failureOf(reply: Reply, { wrongCredentialCodes }: CodeRules): Failure {
  if (isIn(wrongCredentialCodes, reply.code)) {
    const said = message('CODE_OR_PASSWORD_WRONG');
    return { ...failure('WRONG_CREDENTIAL', said, reply), retryable: true };
  }
  switch (reply.code) {
    case '400':
      return failure('INVALID_INPUT', message('INPUT_REFUSED'), reply);
    case '403':
      return failure('PROVIDER_REFUSED', message('PROVIDER_REFUSES_US'), reply);
    case '404':
      return failure('NOT_FOUND', message('NO_RECORD'), reply);
  }
  return isServerError(reply)
    ? { ...failure('PROVIDER_UNAVAILABLE', message('PROVIDER_SILENT'), reply), retryable: true }
    : failure('OTHER', message('REQUEST_FAILED'), reply);
}

/** True for a code that means what an HTTP 5xx means: whether the request was carried out is unknown. */
export function isServerError({ code }: Reply): boolean {
  return /^5\d\d$/.test(code);
}

export function failure(code: Failure['code'], said: Message, reply: Reply): Failure {
  return {
    code,
    message: said,
    providerCode: shown(reply.code, codeLength),
    providerMessage: shown(reply.message),
    retryable: false,
  };
}

export const unavailable: Failure = {
  code: 'PROVIDER_UNAVAILABLE',
  message: message('PROVIDER_SILENT'),
  providerCode: null,
  providerMessage: null,
  retryable: true,
};

export function isIn(codes: readonly number[], code: string): boolean {
  return codes.some((known) => String(known) === code);
}

/** Codes with a meaning of their own, other than "the token is dead". */
function isNamed(code: string, { rejectedCodes, wrongCredentialCodes }: CodeRules): boolean {
  if (isIn(rejectedCodes, code) || isIn(wrongCredentialCodes, code)) return true;
  return /^(?:200|400|403|404|409|410|5\d\d)$/.test(code);
}
