/** Pure mapping of 获取实名认证服务URL (onenet.md): what we send, and what its answer means. */
import { z } from 'zod';
import type { Outcome } from '../../domain/outcome';
import type { Answer } from '../http-client';
import { readNumber, readReference, readText, shown } from './values';

export interface StartRequest {
  /** The person's uid on the OneNET platform. */
  readonly userId: number;
  readonly phone: string;
  /** Where OneNET pushes the result. The address is the credential of the push. */
  readonly callbackUrl: string;
}

export function startBody(request: StartRequest): string {
  return JSON.stringify({
    user_id: request.userId,
    phone: request.phone,
    callback_url: request.callbackUrl,
  });
}

const unread = z.unknown().optional();

const startAnswer = z.object({
  errno: unread.transform(readNumber),
  error: unread.transform(readText),
  data: z
    .object({ busi_seq: unread.transform(readReference), auth_url: unread.transform(readPageUrl) })
    .catch({ busi_seq: null, auth_url: null }),
});

/** The errno rules wherever there is one, whatever the HTTP status says beside it. */
export function readStartAnswer(answer: Answer, request: StartRequest): Outcome {
  if (answer.kind === 'silent') return { kind: 'silent' };
  const parsed = startAnswer.safeParse(answer.body);
  const errno = parsed.success ? parsed.data.errno : null;
  if (!parsed.success || errno === null) {
    const isRefusal = answer.status >= 400 && answer.status < 500;
    return isRefusal ? refused(`HTTP ${answer.status}`, null) : { kind: 'silent' };
  }
  const { error, data } = parsed.data;
  if (errno !== 0) return refused(String(errno), error && withoutDoor(error, request.callbackUrl));
  if (data.busi_seq === null || data.auth_url === null) return { kind: 'silent' };
  return {
    kind: 'awaitingUser',
    authUrl: data.auth_url,
    references: { busiSeq: data.busi_seq },
    message: 'OneNET: waiting for the person to open the verification page.',
  };
}

function refused(providerCode: string, providerMessage: string | null): Outcome {
  return {
    kind: 'failed',
    failure: {
      code: 'PROVIDER_REFUSED',
      message: 'OneNET did not accept the request.',
      providerCode: shown(providerCode, 32),
      providerMessage: shown(providerMessage),
      retryable: false,
    },
  };
}

/** An error text that quotes our callback address would hand its reader the credential of the push. */
function withoutDoor(text: string, callbackUrl: string): string {
  const token = callbackUrl.slice(callbackUrl.lastIndexOf('/') + 1);
  return token === '' ? text : text.replaceAll(token, '***');
}

/** The person's browser is sent there, so nothing but a web address passes. */
function readPageUrl(value: unknown): string | null {
  const text = readText(value);
  if (text === null || /\s/u.test(text) || !URL.canParse(text)) return null;
  return ['http:', 'https:'].includes(new URL(text).protocol) ? text : null;
}
