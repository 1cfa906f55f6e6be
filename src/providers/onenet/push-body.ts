import { openJson } from '../../domain/input/json';
import type { HolderGender } from '../../domain/verification/verification';
import { asReference, readText } from '../values';
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
 * first. A block can be JSON text. A block of the person that is absent, null or no object is an empty one: a
 * push is never refused for its content.
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
    /** For recognising a repeat: as it came, however long. */
    transactionID: readText(transactionID),
    transactionId: asReference(readText(transactionID)),
    busiSeq: readText(busiSeq),
    phone: readText(phone),
    responseTime: readNumber(responseTime),
    /** For recognising a repeat: as text, even if it is not a number. */
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
  return {
    custName: first('custName', readText),
    custCertNo: first('custCertNo', readText),
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

const resultFields = [
  'auditStatus',
  'transactionID',
  'busiSeq',
  'phone',
  'responseTime',
  'auditMessage',
] as const;
const personFields = [
  'custName',
  'custCertNo',
  'custCertAddr',
  'gender',
  'nation',
  'birthday',
  'issuingAuthority',
  'certValidDate',
  'certExpDate',
  'createTime',
  'modifyTime',
  'channelId',
] as const;

/** The body without what `readPushBody` does not look at. */
export function partsRead(body: unknown): unknown {
  const { auditResult, auditInfo, custInfo } = blockIn(body) ?? {};
  return {
    auditResult: fieldsOf(auditResult, resultFields),
    auditInfo: fieldsOf(auditInfo, personFields),
    custInfo: fieldsOf(custInfo, personFields),
  };
}

/** The reader looks only at the kind of a value that is no scalar. */
function fieldsOf(value: unknown, names: readonly string[]): Block {
  const block = blockIn(value) ?? {};
  return Object.fromEntries(
    names
      .filter((name) => Object.hasOwn(block, name))
      .map((name) => [name, typeof block[name] === 'object' && block[name] !== null ? {} : block[name]]),
  );
}

function blockIn(value: unknown): Block | null {
  const block = openJson(value);
  return typeof block === 'object' && block !== null && !Array.isArray(block) ? { ...block } : null;
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
