import type { HolderGender } from '../../domain/verification';
import { asReference, readExactText, readText } from '../values';
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
 * and custInfo in its sample; both are taken, and where both say something that can be read the table's name goes
 * first. A block of the person that is absent, null or no object is an empty one: a push is never refused for its
 * content.
 */
export function readPushBody(body: unknown): PushBodyReading {
  const { auditResult, auditInfo, custInfo } = blockIn(body) ?? {};
  const result = blockIn(auditResult);
  if (!result) return { ok: false, reason: 'auditResult is missing' };
  const person = readPerson([blockIn(auditInfo) ?? {}, blockIn(custInfo) ?? {}]);
  return { ok: true, body: { ...readAuditResult(result), person } };
}

function readAuditResult({ auditStatus, transactionID, busiSeq, phone, responseTime, auditMessage }: Block) {
  return {
    auditStatus: readStatus(auditStatus),
    /** For recognising a repeat: as it came, rounded or not. */
    transactionID: readText(transactionID),
    transactionId: asReference(readExactText(transactionID)),
    busiSeq: readText(busiSeq),
    phone: readText(phone),
    responseTime: readNumber(responseTime),
    /** For recognising a repeat: as text, also where it is no number. */
    responseTimeText: readText(responseTime),
    auditMessage: readText(auditMessage),
  };
}

function readPerson(blocks: readonly Block[]) {
  const first = <T>(field: string, read: (value: unknown) => T | null): T | null => {
    for (const block of blocks) {
      const found = read(block[field]);
      if (found !== null) return found;
    }
    return null;
  };
  // A digit off, it is the number of somebody else.
  const custCertNo = first('custCertNo', readExactText);
  return {
    custName: first('custName', readText),
    custCertNo,
    /** It came, but as a number too long to have kept its digits. */
    isCertNoLost: custCertNo === null && blocks.some((block) => typeof block['custCertNo'] === 'number'),
    custCertAddr: first('custCertAddr', readText),
    gender: first('gender', readGender),
    nation: first('nation', readText),
    birthday: first('birthday', readNumber),
    issuingAuthority: first('issuingAuthority', readText),
    certValidDate: first('certValidDate', readNumber),
    certExpDate: first('certExpDate', readNumber),
    createTime: first('createTime', readNumber),
    modifyTime: first('modifyTime', readNumber),
    channelId: first('channelId', readReference),
  };
}

function blockIn(value: unknown): Block | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
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
