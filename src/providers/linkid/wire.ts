/** Pure mapping of LinkID's 实名核身 (linkid.md, sections 一 to 三): what we send, and what its answers mean. */

import { z } from 'zod';
import { message } from '../../domain/messages/message';
import { plain, type Reading } from '../../domain/verification/reading';
import type { Failure } from '../../domain/verification/verification';
import type { ProviderResponse } from '../provider-response';
import { anything, codeLength, flag, loggable, opened, readWebAddress, shown, text } from '../values';
import { isSameIdentity, type WireIdentity } from './identity';

export interface PageRequest extends WireIdentity {
  /** More parameters for the identity source. */
  readonly extra: Readonly<Record<string, unknown>>;
  /** The address that LinkID redirects the browser to. It is a capability. */
  readonly returnUrl: string;
}

export interface PhotoRequest extends WireIdentity {
  /** The photo in base64. */
  readonly idPicture: string;
}

/** Section 一. Its example has the type as text. */
export function pageBody({ name, certType, certNo, extra, returnUrl }: PageRequest): string {
  return JSON.stringify({
    type: '2',
    data: { ...extra, name, certType, certNo },
    redirectUri: encodeURIComponent(returnUrl),
  });
}

/** Section 三. Its example has the type as a number. */
export function photoBody({ name, certType, certNo, idPicture }: PhotoRequest): string {
  return JSON.stringify({ type: 2, parameters: { name, certType, certNo, idPicture } });
}

const replySchema = z.object({ code: text.pipe(z.string()), message: text, data: anything });
type Reply = z.infer<typeof replySchema>;
type Answered =
  | { readonly kind: 'ok'; readonly data: unknown; readonly message: string | null }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string | null }
  | { readonly kind: 'silent' };
type OkReply = Extract<Answered, { readonly kind: 'ok' }>;

const resultSchema = opened(z.object({ realNameResult: flag }));
const rawResultSchema = opened(z.object({ realNameResult: z.unknown() }));
const registeredSchema = opened(
  z.object({ registerData: opened(z.object({ name: text, certType: text, certNo: text })) }),
);

/** True if LinkID did nothing because of the token: the HTTP status says so, or only the code in the body. */
export function isUnauthorised(answer: ProviderResponse): boolean {
  if (answer.kind === 'silent') return false;
  if (answer.status === 401) return true;
  // Gateways in front of LinkID say it with HTTP 200 or 400, in the words of OAuth.
  return (answer.status < 300 && codeOf(answer.body) === '401') || isInvalidToken(answer.body);
}

function isInvalidToken(body: unknown): boolean {
  return oauthError.safeParse(body).data?.error === 'invalid_token';
}

const oauthError = opened(z.object({ error: z.string() }));

/** The answer to section 一: the address of the page on which the person verifies. */
export function readPageAnswer(answer: ProviderResponse): Reading {
  const reply = readReply(answer);
  switch (reply.kind) {
    case 'silent':
      return plain({ kind: 'silent' });
    case 'refused':
      return plain({ kind: 'failed', failure: refusal(reply) });
    case 'ok': {
      const authUrl = readWebAddress(text.parse(reply.data));
      return plain(authUrl === null ? { kind: 'silent' } : { kind: 'awaitingUser', authUrl });
    }
  }
}

/** The answer to section 三: the verdict itself. */
export function readPhotoAnswer(answer: ProviderResponse): Reading {
  const reply = readReply(answer);
  switch (reply.kind) {
    case 'silent':
      return plain({ kind: 'silent' });
    case 'refused':
      return plain({ kind: 'failed', failure: refusal(reply) });
    case 'ok':
      return decidedNow(verdictOf(reply));
  }
}

/** LinkID cannot be asked about a photo again: an answer that is no verdict ends the check. */
function decidedNow(reading: Reading): Reading {
  return reading.outcome.kind === 'undecided'
    ? { ...reading, outcome: { kind: 'failed', failure: undetermined } }
    : reading;
}

/**
 * The answer to section 二. `sent` is the identity to verify, null if it is no longer stored: a result about another
 * person says nothing about this verification.
 */
export function readQueryAnswer(answer: ProviderResponse, sent: WireIdentity | null): Reading {
  const reply = readReply(answer);
  switch (reply.kind) {
    case 'silent':
      return plain({ kind: 'silent' });
    case 'refused':
      return {
        outcome: { kind: 'undecided', message: message('NO_RESULT_GIVEN') },
        oddities: [{ field: 'code', value: loggable(reply.code) }],
      };
    case 'ok': {
      const verdict = verdictOf(reply);
      if (verdict.outcome.kind === 'silent') return verdict;
      const registered = registeredSchema.safeParse(reply.data).data?.registerData;
      return sent && registered && isSameIdentity(sent, registered) ? verdict : notForThisVerification;
    }
  }
}

export const anothersResult = message('NOT_FOR_THIS');

const notForThisVerification: Reading = {
  outcome: { kind: 'undecided', message: anothersResult },
  oddities: [{ field: 'registerData', value: 'other person' }],
};

function verdictOf({ data, message: words }: OkReply): Reading {
  const result = resultSchema.safeParse(data);
  const raw = rawResultSchema.safeParse(data);
  if (!result.success || !raw.success) return plain({ kind: 'silent' });
  switch (result.data.realNameResult) {
    case true:
      return plain({ kind: 'approved' });
    case false:
      return plain({ kind: 'rejected', failure: { ...mismatch, providerMessage: wordsOf(words) } });
    case null:
      return {
        outcome: { kind: 'undecided' },
        oddities: [{ field: 'realNameResult', value: loggable(raw.data.realNameResult) }],
      };
  }
}

function codeOf(body: unknown): string | undefined {
  return replySchema.safeParse(body).data?.code;
}

function readReply(answer: ProviderResponse): Answered {
  if (answer.kind === 'silent') return answer;
  const reply: Reply | undefined = replySchema.safeParse(answer.body).data;
  if (answer.status >= 400) {
    return {
      kind: 'refused',
      code: reply?.code ?? `HTTP ${answer.status}`,
      message: reply?.message ?? null,
    };
  }
  if (reply === undefined || answer.status >= 300) return { kind: 'silent' };
  return reply.code === '200'
    ? { kind: 'ok', data: reply.data, message: reply.message }
    : { kind: 'refused', code: reply.code, message: reply.message };
}

/** Every answer of LinkID carries `OK`, a refusal of the person as well: that is no explanation. */
function wordsOf(message: string | null): string | null {
  return message?.trim().toUpperCase() === 'OK' ? null : shown(message);
}

const mismatch: Failure = {
  code: 'MISMATCH',
  message: message('FACE_NOT_RECOGNISED'),
  providerCode: null,
  providerMessage: null,
  retryable: false,
};

const undetermined: Failure = {
  code: 'UNDETERMINED',
  message: message('NO_VERDICT'),
  providerCode: null,
  providerMessage: null,
  retryable: true,
};

/** A refusal in LinkID's own words. The document names no code but 200. */
export function refusal(reply: { code: string; message: string | null }): Failure {
  return {
    code: 'PROVIDER_REFUSED',
    message: message('REQUEST_REFUSED'),
    providerCode: shown(reply.code, codeLength),
    providerMessage: shown(reply.message),
    retryable: false,
  };
}
