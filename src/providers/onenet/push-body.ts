import type { HolderGender } from '../../domain/verification';
import { readText } from '../values';
import { readNumber, readReference } from './values';

/** A result push, each value read once. Numbers in `*Time`, `*Date` and birthday are as they came, unit unknown. */
export type PushBody = ReturnType<typeof readAuditResult> & {
  readonly person: ReturnType<typeof readPerson>;
};

export type PushBodyReading =
  | { readonly ok: true; readonly body: PushBody }
  | { readonly ok: false; readonly reason: string };

type Block = Readonly<Record<string, unknown>>;

/**
 * Reads the body of a push (onenet.md, "实名认证结果推送"). The person's block is auditInfo in the document's table
 * and custInfo in its sample; both are taken, and where both say something the table's name goes first. A block of the
 * person that is absent, null or no object is an empty one: a push is never refused for its content.
 */
export function readPushBody(body: unknown): PushBodyReading {
  const { auditResult, auditInfo, custInfo } = blockIn(body) ?? {};
  const result = blockIn(auditResult);
  if (!result) return { ok: false, reason: 'auditResult is missing' };
  const person = readPerson({ ...blockIn(custInfo), ...withoutNulls(blockIn(auditInfo) ?? {}) });
  return { ok: true, body: { ...readAuditResult(result), person } };
}

function readAuditResult({ auditStatus, transactionID, busiSeq, phone, responseTime, auditMessage }: Block) {
  return {
    auditStatus: readStatus(auditStatus),
    transactionID: readText(transactionID),
    transactionId: readReference(transactionID),
    busiSeq: readText(busiSeq),
    phone: readText(phone),
    responseTime: readNumber(responseTime),
    /** For recognising a repeat: as text, also where it is no number. */
    responseTimeText: readText(responseTime),
    auditMessage: readText(auditMessage),
  };
}

function readPerson(block: Block) {
  return {
    custName: readText(block['custName']),
    custCertNo: readText(block['custCertNo']),
    custCertAddr: readText(block['custCertAddr']),
    gender: readGender(block['gender']),
    nation: readText(block['nation']),
    birthday: readNumber(block['birthday']),
    issuingAuthority: readText(block['issuingAuthority']),
    certValidDate: readNumber(block['certValidDate']),
    certExpDate: readNumber(block['certExpDate']),
    createTime: readNumber(block['createTime']),
    modifyTime: readNumber(block['modifyTime']),
    channelId: readReference(block['channelId']),
  };
}

function blockIn(value: unknown): Block | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

function withoutNulls(values: Block): Block {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

/** Something is there, but nothing a status could be: still a status that no table names, and not a missing one. */
function readStatus(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'object' || typeof value === 'boolean' ? `(${typeof value})` : readText(value);
}

function readGender(value: unknown): HolderGender | null {
  const text = readText(value);
  return text === '0' ? 'FEMALE' : text === '1' ? 'MALE' : null;
}
