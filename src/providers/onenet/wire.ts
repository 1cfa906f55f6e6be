/** Pure mapping of 获取实名认证服务URL (onenet.md): what we send, and what its answer means. */

import { z } from 'zod';
import { message } from '../../domain/messages/message';
import type { Outcome } from '../../domain/verification/outcome';
import type { ProviderResponse } from '../provider-response';
import { anything, codeLength, opened, readText, readWebAddress, shown } from '../values';
import { readNumber, readReference } from './values';

export interface StartRequest {
  /** The person's uid on the OneNET platform. */
  readonly userId: number;
  readonly phone: string;
  /** The address that OneNET pushes the result to. It is the credential of the push. */
  readonly callbackUrl: string;
}

export function startBody(request: StartRequest): string {
  return JSON.stringify({
    user_id: request.userId,
    phone: request.phone,
    callback_url: request.callbackUrl,
  });
}

const startAnswer = z.object({
  errno: anything.transform(readNumber),
  error: anything.transform(readText),
  data: opened(
    z.object({
      busi_seq: anything.transform(readReference),
      auth_url: anything.transform((value) => readWebAddress(readText(value))),
    }),
  ).catch({ busi_seq: null, auth_url: null }),
});

/** The errno decides if there is one, whatever the HTTP status. */
export function readStartAnswer(answer: ProviderResponse): Outcome {
  if (answer.kind === 'silent') return { kind: 'silent' };
  const parsed = startAnswer.safeParse(answer.body);
  const errno = parsed.success ? parsed.data.errno : null;
  if (!parsed.success || errno === null) {
    const isRefusal = answer.status >= 400 && answer.status < 500;
    return isRefusal ? refused(`HTTP ${answer.status}`, null) : { kind: 'silent' };
  }
  const { error, data } = parsed.data;
  if (errno !== 0) return refused(String(errno), error);
  if (data.busi_seq === null || data.auth_url === null) return { kind: 'silent' };
  return {
    kind: 'awaitingUser',
    authUrl: data.auth_url,
    references: { busiSeq: data.busi_seq },
    message: message('WAITING_FOR_PERSON'),
  };
}

function refused(providerCode: string, providerMessage: string | null): Outcome {
  return {
    kind: 'failed',
    failure: {
      code: 'PROVIDER_REFUSED',
      message: message('REQUEST_REFUSED'),
      providerCode: shown(providerCode, codeLength),
      providerMessage: shown(providerMessage),
      retryable: false,
    },
  };
}
