import { hash } from 'node:crypto';
import { checkIdentityNo } from '../../domain/certificate-number';
import { auditedPerson } from '../../domain/masking';
import type { Findings, Outcome } from '../../domain/outcome';
import { checkMobileNo } from '../../domain/text-check';
import type { AuditInfo, Subject } from '../../domain/verification';
import { withoutEcho } from '../echo';
import type { PushReader, PushReading } from '../provider';
import { shown } from '../values';
import { type AuditStatus, findAuditStatus, unnamedRank } from './audit-status';
import { type PushBody, readPushBody } from './push-body';
import { toMilliseconds, unitOf } from './unix-time';
import { loggable } from './values';

/** OneNET's result push (onenet.md, "实名认证结果推送"). */
export const oneNetPush: PushReader = {
  read: readPush,
  // OneNET takes nothing but exactly this for a success, and else pushes again after 3, 6 and 12 seconds.
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
    claims: { references: { busiSeq }, mobileNo: plainPhone(phone) },
    odd: oddFields(body, responseTime),
    ...(status
      ? { outcome: outcomeOf(status, body, responseTime) }
      : { outcome: unnamedOutcome(responseTime), unnamed: loggable(auditStatus) }),
  };
}

function missing(field: string): PushReading {
  return { kind: 'malformed', reason: `auditResult.${field} is missing` };
}

/**
 * The provider's time in milliseconds, null where it gave none that can be used. A time more than a day ahead of us
 * is none: believed, it would outrank every later push, and the verification could never change again. Nor is the
 * zero of a field that nobody filled: believed, the push could never count.
 */
function responseTimeOf(body: PushBody, receivedAt: Date): number | null {
  const time = toMilliseconds(body.responseTime, unitOf(body.responseTime));
  return time !== null && time > 0 && time <= receivedAt.getTime() + dayMs ? time : null;
}

/** A push is never refused for its content: what is odd is stored as far as it came whole, and pointed out. */
function oddFields({ person }: PushBody, responseTime: number | null): string[] {
  const { custCertNo, isCertNoLost } = person;
  const isOddNumber = isCertNoLost || (custCertNo !== null && !checkIdentityNo(custCertNo).ok);
  return [...(isOddNumber ? ['custCertNo'] : []), ...(responseTime === null ? ['responseTime'] : [])];
}

/** In the form in which we store and send numbers, so that a +86 before it makes no stranger of it. */
function plainPhone(phone: string): string {
  const checked = checkMobileNo(phone);
  return checked.ok ? checked.value : phone;
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
    message: `OneNET: ${status.words}`,
  };
  const outcome = { ...findings, ...status.outcome(shown(body.auditMessage)) };
  return withoutEcho(outcome, auditedPerson(body.person));
}

/** Nothing in a push that we do not understand is taken over: it only stands in the history. */
function unnamedOutcome(responseTime: number | null): Outcome {
  return {
    kind: 'undecided',
    ...occurred(responseTime),
    message: 'OneNET: a status that its documents do not name',
  };
}

function occurred(responseTime: number | null): Findings {
  return responseTime === null ? {} : { occurredAt: new Date(responseTime) };
}

function subjectOf({ person }: PushBody): Subject {
  return {
    ...(person.custName !== null && { realName: person.custName }),
    ...(person.custCertNo !== null && { certType: 'RESIDENT_ID_CARD', identityNo: person.custCertNo }),
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
    certExpDate: toMilliseconds(person.certExpDate, unit),
    createTime: toMilliseconds(person.createTime, unit),
    modifyTime: toMilliseconds(person.modifyTime, unit),
    channelId: person.channelId,
  };
}
