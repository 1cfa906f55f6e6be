import { hash } from 'node:crypto';
import { checkIdentityNo } from '../../domain/input/certificate-number';
import { foldNumber, foldText } from '../../domain/input/fold';
import { message } from '../../domain/messages/message';
import { auditedPerson } from '../../domain/privacy/masking';
import { sameSecret } from '../../domain/privacy/same-secret';
import type { Findings, Outcome } from '../../domain/verification/outcome';
import type { AuditInfo, Subject, Verification } from '../../domain/verification/verification';
import type { PushReader, PushReading, PushRelation, ReadPush } from '../provider';
import { withoutSensitive } from '../sensitive';
import { shown } from '../values';
import { type AuditStatus, findAuditStatus, unnamedRank } from './audit-status';
import { plainPhone, unmasked } from './phone';
import { type PushBody, partsRead, readPushBody } from './push-body';
import { toEnd, toEndOfValidity, toMilliseconds, unitOf } from './unix-time';
import { loggable } from './values';

/** OneNET's result push (onenet.md, "实名认证结果推送"). */
export const oneNetPush: PushReader = {
  read: readPush,
  relate,
  kept: partsRead,
  // OneNET accepts exactly this as success. After anything else it pushes again after 3, 6 and 12 seconds.
  acknowledged: { errno: 0, error: 'succ' },
  refused: (reason) => ({ errno: 1, error: reason }),
};

const dayMs = 86_400_000;

function readPush(raw: unknown, receivedAt: Date): PushReading {
  const reading = readPushBody(raw);
  if (!reading.ok) return { kind: 'malformed', reason: reading.reason };
  const { body } = reading;
  const { auditStatus, busiSeq, phone } = body;
  if (auditStatus === null) return missing('auditStatus');
  if (busiSeq === null) return missing('busiSeq');
  if (phone === null) return missing('phone');

  const status = findAuditStatus(auditStatus);
  const responseTime = responseTimeOf(body, receivedAt);
  const key = keyOf(body);
  return {
    kind: 'push',
    key,
    order: {
      time: responseTime ?? receivedAt.getTime(),
      rank: status?.rank ?? unnamedRank,
      tie: key,
    },
    claims: { busiSeq, mobileNo: plainPhone(phone) },
    outcome: status ? outcomeOf(status, body, responseTime) : unnamedOutcome(responseTime),
    oddities: [
      ...(status ? [] : [{ field: 'auditStatus', value: loggable(auditStatus) }]),
      ...oddFields(body, responseTime).map((field) => ({ field, value: null })),
    ],
  };
}

/** The push must name the request and the phone that were stored with the callback address; the phone may be masked. */
function relate({ claims }: ReadPush, verification: Verification): PushRelation {
  const known = verification.references['busiSeq'];
  if (known === undefined && verification.status === 'PENDING') return 'early';
  const { busiSeq, mobileNo } = claims;
  if (busiSeq === undefined || !mobileNo) return 'other';
  const stored = verification.personal.subject?.reveal().mobileNo ?? '';
  // Redaction destroys the phone. A second inspection that fails still takes the approval back.
  const isMatch =
    verification.redactedAt !== null
      ? sameSecret(busiSeq, known ?? '')
      : sameSecret(
          JSON.stringify([busiSeq, unmasked(mobileNo, stored)]),
          JSON.stringify([known ?? '', stored]),
        );
  return isMatch ? 'match' : 'other';
}

function missing(field: string): PushReading {
  return { kind: 'malformed', reason: `auditResult.${field} is missing` };
}

/**
 * The provider's time in milliseconds, null if it gave no usable one. A time more than a day ahead of us is not usable:
 * it would outrank every later push, and the verification could never change again. Neither is zero, the value of an
 * empty field: the push could never count.
 */
function responseTimeOf(body: PushBody, receivedAt: Date): number | null {
  const time = toMilliseconds(body.responseTime, unitOf(body.responseTime));
  return time !== null && time > 0 && time <= receivedAt.getTime() + dayMs ? time : null;
}

/** A push is never refused for its content: an odd value is stored as it came, and named in the log. */
function oddFields({ person }: PushBody, responseTime: number | null): string[] {
  const { custCertNo } = person;
  const isOddNumber = custCertNo !== null && !checkIdentityNo(custCertNo).ok;
  return [...(isOddNumber ? ['custCertNo'] : []), ...(responseTime === null ? ['responseTime'] : [])];
}

/** A repeat is the same auditStatus, transactionID and responseTime, as they came. Hashed, so that it stays short. */
function keyOf(body: PushBody): string {
  const parts = [body.auditStatus, body.transactionID, body.responseTimeText];
  return hash('sha256', JSON.stringify(parts), 'base64url');
}

function outcomeOf(status: AuditStatus, body: PushBody, responseTime: number | null): Outcome {
  const findings: Findings = {
    ...(body.transactionId !== null && { references: { transactionId: body.transactionId } }),
    subject: subjectOf(body),
    audit: auditOf(status, body, responseTime),
    ...occurred(responseTime),
    message: status.message,
  };
  const outcome = { ...findings, ...status.outcome(shown(body.auditMessage)) };
  return withoutSensitive(outcome, auditedPerson(body.person));
}

/** Nothing in a push that we do not understand is taken over: it only stands in the history. */
function unnamedOutcome(responseTime: number | null): Outcome {
  return {
    kind: 'undecided',
    ...occurred(responseTime),
    message: message('UNDOCUMENTED_ANSWER'),
  };
}

function occurred(responseTime: number | null): Findings {
  return responseTime === null ? {} : { occurredAt: new Date(responseTime) };
}

function subjectOf({ person }: PushBody): Subject {
  const realName = foldText(person.custName ?? '');
  const identityNo = foldNumber(person.custCertNo ?? '');
  return {
    ...(realName !== '' && { realName }),
    ...(identityNo !== '' && { certType: 'RESIDENT_ID_CARD', identityNo }),
  };
}

function auditOf(status: AuditStatus, body: PushBody, responseTime: number | null): AuditInfo {
  const { person } = body;
  const unit = unitOf(body.responseTime);
  return {
    auditStatus: status.name,
    auditMessage: body.auditMessage,
    transactionId: body.transactionId,
    // The outer one: the one in the person's block can be another's (the document's sample has two).
    busiSeq: body.busiSeq,
    phone: body.phone,
    responseTime,
    custName: person.custName,
    custCertNo: person.custCertNo,
    custCertAddr: person.custCertAddr,
    gender: person.gender,
    nation: person.nation,
    birthday: toMilliseconds(person.birthday, unit),
    issuingAuthority: person.issuingAuthority,
    certValidDate: toMilliseconds(person.certValidDate, unit),
    certExpDate: toEnd(person.certExpDate, unit),
    certEndsAt: toEndOfValidity(person.certExpDate, unit),
    createTime: toMilliseconds(person.createTime, unit),
    modifyTime: toMilliseconds(person.modifyTime, unit),
    channelId: person.channelId,
  };
}
