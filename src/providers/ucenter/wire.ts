/** Pure mapping of 实名认证接口 (ucenter.md): what we send, and what its answers mean. */

import { z } from 'zod';
import { foldNumber, foldText } from '../../domain/input/fold';
import { message } from '../../domain/messages/message';
import { type Known, maskIdentityNo, maskName } from '../../domain/privacy/masking';
import type { Outcome } from '../../domain/verification/outcome';
import { plain, type Reading } from '../../domain/verification/reading';
import type { Failure, IdentityHolder } from '../../domain/verification/verification';
import type { ProviderResponse } from '../provider-response';
import { withoutSensitive } from '../sensitive';
import { flag, folded, loggable, shown, text } from '../values';
import type { PatternCode } from './codes';
import { type CodeRules, failure, failureOf, isIn, isServerError, type Reply, readReply } from './reply';
import { readSchool } from './school';
import { recentTime, reference } from './values';

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

/** `guid` is undefined if the person's own token names the account. */
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

const referencesSchema = z.object({ rnAuthTicket: reference, deviceId: reference });
const holderSchema = z.object({ mobileNo: text, guid: reference });
const resultSchema = z.object({
  result: flag,
  deviceId: reference,
  finishTime: recentTime,
  realName: folded(foldText),
  identityNo: folded(foldNumber),
});

/** The answer to a verification. `sent` is the body it answers: after a 409 it has to be repeated. */
export function readRnAuthAnswer(answer: ProviderResponse, sent: string, rules: CodeRules): Reading {
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
        isIn(rules.rejectedCodes, reply.code)
          ? { kind: 'rejected', failure: mismatch(reply) }
          : { kind: 'failed', failure: failureOf(reply, rules) },
      );
  }
}

/**
 * The account that a 200 answer names, if it is none of those that were asked for: no approval of theirs. Null if it
 * names none, or one of them.
 */
export function anotherAccountIn(answer: ProviderResponse, accounts: readonly string[]): string | null {
  const reply = readReply(answer);
  if (reply?.code !== '200' || !reply.data) return null;
  const { guid } = holderSchema.parse(reply.data);
  return guid === null || accounts.includes(guid) ? null : guid;
}

/**
 * The answer to a merge. The document names no refusal of it, a wrong code included. A code that means a fault of
 * ucenter's leaves open whether the accounts were merged, as silence does.
 */
export function readMergeAnswer(answer: ProviderResponse, rules: CodeRules): Reading {
  const reply = readReply(answer);
  if (reply === null || isServerError(reply)) return plain({ kind: 'silent' });
  if (reply.code !== '200') return plain({ kind: 'failed', failure: failureOf(reply, rules) });
  const approval = reply.data ? readApproval(reply.data) : plain({ kind: 'approved' });
  return { ...approval, outcome: { ...approval.outcome, message: message('ACCOUNTS_MERGED') } };
}

/** 实名认证结果查询接口 (ucenter.md). Anything but a clear yes or no leaves the verification as it is. */
export function readResultAnswer(answer: ProviderResponse): Reading {
  const reply = readReply(answer);
  if (reply === null) return plain({ kind: 'silent' });
  if (reply.code !== '200') {
    return {
      outcome: { kind: 'undecided', message: message('NO_RESULT_GIVEN') },
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
      return plain(withoutSensitive({ kind: 'rejected', ...findings, failure: mismatch(reply) }, known));
    }
    case null: {
      const value = loggable(reply.data['result']);
      return { outcome: { kind: 'undecided', ...findings }, oddities: [{ field: 'result', value }] };
    }
  }
}

function readApproval(data: Readonly<Record<string, unknown>>): Reading {
  const { rnAuthTicket, deviceId } = referencesSchema.parse(data);
  const { school, oddities } = readSchool(data);
  const references = {
    ...(rnAuthTicket !== null && { rnAuthTicket }),
    ...(deviceId !== null && { deviceId }),
  };
  return { outcome: { kind: 'approved', references, school }, oddities };
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
  const said = message('IDENTITY_TAKEN');
  return { kind: 'blocked', holder, failure: failure('IDENTITY_TAKEN', said, reply) };
}

/** The 410 of the document names the number only in its sentence: 当前认证信息已被（180******11）占用. */
function maskedNumberIn(message: string | null): string | null {
  return /(?<![\d*])1\d{1,3}\*{2,8}\d{2,4}(?![\d*])/.exec(message ?? '')?.[0] ?? null;
}

function mismatch(reply: Reply): Failure {
  return failure('MISMATCH', message('DATA_MISMATCH'), reply);
}
