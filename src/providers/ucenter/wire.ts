/** Pure mapping of 实名认证接口 (ucenter.md): what we send, and what its answers mean. */
import { z } from 'zod';
import { type Known, maskIdentityNo, maskName } from '../../domain/masking';
import type { Outcome } from '../../domain/outcome';
import type { Failure, IdentityHolder } from '../../domain/verification';
import type { Answer } from '../answer';
import { withoutEcho } from '../echo';
import { codeLength, flag, loggable, shown, text } from '../values';
import type { PatternCode } from './codes';
import { readSchool } from './school';
import { type Noted, recentTime, reference } from './values';

export interface RnAuthRequest {
  readonly pattern: PatternCode;
  /** The pattern's own fields; those that are undefined are left out. */
  readonly data: Readonly<Record<string, string | number | undefined>>;
}

export interface MergeRequest {
  /** The SMS code sent to the old account's number. */
  readonly code: string;
  readonly oldGuid: string;
  /** The body that met 409, as it was sent. */
  readonly replay: string;
}

/** `guid` is undefined where the person's own token says who it is. */
export function rnAuthBody({ pattern, data }: RnAuthRequest, guid: string | undefined): string {
  return JSON.stringify({ rnAuthPatternCode: pattern, guid, data });
}

/**
 * ucenter wants the request that met 409 原封不动, so its text goes in byte for byte: parsed and written again, it
 * could come out with other escapes.
 */
export function mergeBody({ code, oldGuid, replay }: MergeRequest, guid: string | undefined): string {
  const head = JSON.stringify({ rnAuthPatternCode: 'MERGE', guid }).slice(0, -1);
  const data = JSON.stringify({ code, oldGuid }).slice(0, -1);
  return `${head},"data":${data},"authInfo":${replay}}}`;
}

const replySchema = z.object({
  code: text.pipe(z.string()),
  message: text,
  data: z.record(z.string(), z.unknown()).nullish().catch(null),
});
type Reply = z.infer<typeof replySchema>;

const referencesSchema = z.object({ rnAuthTicket: reference, deviceId: reference });
const holderSchema = z.object({ mobileNo: text, guid: reference });
const resultSchema = z.object({
  result: flag,
  deviceId: reference,
  finishTime: recentTime,
  realName: text,
  identityNo: text,
});

/** Codes that the document gives a meaning of their own. */
const namedCodes: ReadonlySet<string> = new Set(['200', '409', '410']);

/** True where ucenter did nothing because of the token. The body's code rules where it is one with a meaning. */
export function isUnauthorised(answer: Answer, rejectedCodes: readonly number[]): boolean {
  if (answer.kind === 'silent') return false;
  const code = readReply(answer)?.code;
  if (answer.status === 401) {
    return code === undefined || code === '401' || !(namedCodes.has(code) || isIn(rejectedCodes, code));
  }
  return code === '401' && !isIn(rejectedCodes, code);
}

/** The answer to a verification. `sent` is the body it answers: after a 409 it has to be repeated. */
export function readRnAuthAnswer(
  answer: Answer,
  sent: string,
  rejectedCodes: readonly number[],
): Noted<Outcome> {
  const reply = readReply(answer);
  if (reply === null) return plain({ kind: 'silent' });
  switch (reply.code) {
    case '200':
      // An approval without its data is no answer that the document knows.
      return reply.data ? readApproval(reply.data) : plain({ kind: 'silent' });
    case '409':
      return plain(readConflict(reply, sent));
    case '410':
      return plain(readBlocked(reply));
    default:
      return plain(
        isIn(rejectedCodes, reply.code)
          ? { kind: 'rejected', failure: mismatch(reply) }
          : { kind: 'failed', failure: other(reply) },
      );
  }
}

/** The answer to a merge. The document names no refusal of it, a wrong code included: all are alike. */
export function readMergeAnswer(answer: Answer): Noted<Outcome> {
  const reply = readReply(answer);
  if (reply === null) return plain({ kind: 'silent' });
  if (reply.code !== '200') return plain({ kind: 'failed', failure: other(reply) });
  const approval = reply.data ? readApproval(reply.data) : plain({ kind: 'approved' });
  return { ...approval, value: { ...approval.value, message: 'ucenter merged the accounts.' } };
}

/** 实名认证结果查询接口 (ucenter.md). Anything but a clear yes or no leaves the verification as it is. */
export function readResultAnswer(answer: Answer): Noted<Outcome> {
  const reply = readReply(answer);
  if (reply === null) return plain({ kind: 'silent' });
  if (reply.code !== '200') {
    return {
      value: { kind: 'undecided', message: 'ucenter did not give the result.' },
      oddities: [{ field: 'code', value: loggable(reply.code) }],
    };
  }
  if (!reply.data) return plain({ kind: 'silent' });
  const { result, deviceId, finishTime, realName, identityNo } = resultSchema.parse(reply.data);
  const findings = {
    ...(deviceId !== null && { references: { deviceId } }),
    ...(finishTime !== null && { occurredAt: finishTime }),
  };
  switch (result) {
    case true: {
      const subject = { ...(realName !== null && { realName }), ...(identityNo !== null && { identityNo }) };
      return plain({ kind: 'approved', ...findings, subject });
    }
    case false: {
      // Here it is the answer itself that says whom its words may be about.
      const known: readonly Known[] = [
        [realName, maskName],
        [identityNo, maskIdentityNo],
      ];
      return plain(withoutEcho({ kind: 'rejected', ...findings, failure: mismatch(reply) }, known));
    }
    case null: {
      const value = loggable(reply.data['result']);
      return { value: { kind: 'undecided', ...findings }, oddities: [{ field: 'result', value }] };
    }
  }
}

/** Null where the answer says nothing: silence, a redirect, or a body that is not ucenter's. */
function readReply(answer: Answer): Reply | null {
  if (answer.kind === 'silent' || (answer.status >= 300 && answer.status < 400)) return null;
  return replySchema.safeParse(answer.body).data ?? null;
}

function readApproval(data: Readonly<Record<string, unknown>>): Noted<Outcome> {
  const { rnAuthTicket, deviceId } = referencesSchema.parse(data);
  const { value: school, oddities } = readSchool(data);
  const references = {
    ...(rnAuthTicket !== null && { rnAuthTicket }),
    ...(deviceId !== null && { deviceId }),
  };
  return { value: { kind: 'approved', references, school }, oddities };
}

function readConflict(reply: Reply, sent: string): Outcome {
  const { mobileNo, guid } = holderSchema.parse(reply.data ?? {});
  // Without the old account's guid there is nothing to merge with: staff have to settle it, as after a 410.
  if (guid === null) return readBlocked(reply);
  const holder = { mobileNo: shown(mobileNo, 32), guid, mergeable: mobileNo !== null };
  return { kind: 'conflict', holder, replay: sent };
}

function readBlocked(reply: Reply): Outcome {
  const { mobileNo } = holderSchema.parse(reply.data ?? {});
  const holder: IdentityHolder = {
    mobileNo: shown(mobileNo, 32) ?? maskedNumberIn(shown(reply.message)),
    guid: null,
    mergeable: false,
  };
  const message = 'Another account already holds this identity. Please contact support.';
  return { kind: 'blocked', holder, failure: failure('IDENTITY_TAKEN', message, reply) };
}

/** The 410 of the document names the number only in its sentence: 当前认证信息已被（180******11）占用. */
function maskedNumberIn(message: string | null): string | null {
  return /(?<![\d*])1\d{1,3}\*{2,8}\d{2,4}(?![\d*])/.exec(message ?? '')?.[0] ?? null;
}

function mismatch(reply: Reply): Failure {
  return failure('MISMATCH', 'The data given does not belong together.', reply);
}

function other(reply: Reply): Failure {
  return failure('OTHER', 'ucenter could not carry out the request.', reply);
}

function failure(code: Failure['code'], message: string, reply: Reply): Failure {
  return {
    code,
    message,
    providerCode: shown(reply.code, codeLength),
    providerMessage: shown(reply.message),
    retryable: false,
  };
}

function isIn(codes: readonly number[], code: string): boolean {
  return codes.some((known) => String(known) === code);
}

function plain(outcome: Outcome): Noted<Outcome> {
  return { value: outcome, oddities: [] };
}
