/** Pure mapping of LinkID's 实名核身 (linkid.md, sections 一 to 三): what we send, and what its answers mean. */
import { z } from 'zod';
import type { Outcome } from '../../domain/outcome';
import type { Failure } from '../../domain/verification';
import type { Answer } from '../answer';
import { anything, codeLength, flag, loggable, readWebAddress, shown, text } from '../values';
import { isSameIdentity, type WireIdentity } from './identity';

/** An outcome, and what in the answer no document names, for the log. */
export interface Reading {
  readonly outcome: Outcome;
  readonly unnamed?: { readonly field: string; readonly value: string };
}

export interface PageRequest extends WireIdentity {
  /** More parameters for the identity source. */
  readonly extra: Readonly<Record<string, unknown>>;
  /** Where LinkID sends the browser. The address is a capability. */
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
  | { readonly kind: 'ok'; readonly data: unknown }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string | null }
  | { readonly kind: 'silent' };

const resultSchema = z.object({ realNameResult: flag });
const rawResultSchema = z.object({ realNameResult: z.unknown() });
const registeredSchema = z.object({
  registerData: z.object({ name: text, certType: text, certNo: text }),
});

/** True where LinkID did nothing because of the token; said by the HTTP status, or by the body's code alone. */
export function isUnauthorised(answer: Answer): boolean {
  if (answer.kind === 'silent') return false;
  return answer.status === 401 || (answer.status < 300 && codeOf(answer.body) === '401');
}

/** The answer to section 一: the address of the page on which the person verifies. */
export function readPageAnswer(answer: Answer): Reading {
  const reply = readReply(answer);
  switch (reply.kind) {
    case 'silent':
      return { outcome: { kind: 'silent' } };
    case 'refused':
      return { outcome: { kind: 'failed', failure: refusal(reply) } };
    case 'ok': {
      const authUrl = readWebAddress(text.parse(reply.data));
      return { outcome: authUrl === null ? { kind: 'silent' } : { kind: 'awaitingUser', authUrl } };
    }
  }
}

/** The answer to section 三: the verdict itself. */
export function readPhotoAnswer(answer: Answer): Reading {
  const reply = readReply(answer);
  switch (reply.kind) {
    case 'silent':
      return { outcome: { kind: 'silent' } };
    case 'refused':
      return { outcome: { kind: 'failed', failure: refusal(reply) } };
    case 'ok':
      return verdictOf(reply.data);
  }
}

/**
 * The answer to section 二. `sent` is the identity that was to be verified, null where it is no longer kept: a result
 * about anybody else says nothing about this verification.
 */
export function readQueryAnswer(answer: Answer, sent: WireIdentity | null): Reading {
  const reply = readReply(answer);
  switch (reply.kind) {
    case 'silent':
      return { outcome: { kind: 'silent' } };
    case 'refused':
      return {
        outcome: { kind: 'undecided', message: 'LinkID did not give the result.' },
        unnamed: { field: 'code', value: loggable(reply.code) },
      };
    case 'ok': {
      const verdict = verdictOf(reply.data);
      if (verdict.outcome.kind === 'silent') return verdict;
      const registered = registeredSchema.safeParse(reply.data).data?.registerData;
      return sent && registered && isSameIdentity(sent, registered) ? verdict : notForThisVerification;
    }
  }
}

const notForThisVerification: Reading = {
  outcome: { kind: 'undecided', message: "LinkID's result is not for this verification." },
  unnamed: { field: 'registerData', value: 'other person' },
};

function verdictOf(data: unknown): Reading {
  const result = resultSchema.safeParse(data);
  const raw = rawResultSchema.safeParse(data);
  if (!result.success || !raw.success) return { outcome: { kind: 'silent' } };
  switch (result.data.realNameResult) {
    case true:
      return { outcome: { kind: 'approved' } };
    case false:
      return { outcome: { kind: 'rejected', failure: mismatch } };
    case null:
      return {
        outcome: { kind: 'undecided' },
        unnamed: { field: 'realNameResult', value: loggable(raw.data.realNameResult) },
      };
  }
}

function codeOf(body: unknown): string | undefined {
  return replySchema.safeParse(body).data?.code;
}

function readReply(answer: Answer): Answered {
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
    ? { kind: 'ok', data: reply.data }
    : { kind: 'refused', code: reply.code, message: reply.message };
}

const mismatch: Failure = {
  code: 'MISMATCH',
  message: 'The identity source did not recognise the person.',
  providerCode: null,
  providerMessage: null,
  retryable: false,
};

/** A refusal in LinkID's own words. The document names no code but 200. */
export function refusal({ code, message }: { code: string; message: string | null }): Failure {
  return {
    code: 'PROVIDER_REFUSED',
    message: 'LinkID did not accept the request.',
    providerCode: shown(code, codeLength),
    providerMessage: shown(message),
    retryable: false,
  };
}
