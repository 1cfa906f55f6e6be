import { z } from 'zod';
import type { HolderGender } from '../../domain/verification';
import { readNumber, readReference, readText } from './values';

/** A result push, each value read once. Numbers in `*Time`, `*Date` and birthday are as they came, unit unknown. */
export type PushBody = z.infer<typeof auditResult> & { readonly person: z.infer<typeof person> };

export type PushBodyReading =
  | { readonly ok: true; readonly body: PushBody }
  | { readonly ok: false; readonly reason: string };

const unread = z.unknown().optional();
const text = unread.transform(readText);
const reference = unread.transform(readReference);
const time = unread.transform(readNumber);

const auditResult = z
  .object({
    auditStatus: unread.transform(readStatus),
    transactionID: text,
    busiSeq: text,
    phone: text,
    responseTime: unread,
    auditMessage: text,
  })
  .transform((raw) => ({
    ...raw,
    responseTime: readNumber(raw.responseTime),
    /** For recognising a repeat: as text, also where it is no number. */
    responseTimeText: readText(raw.responseTime),
    transactionId: readReference(raw.transactionID),
  }));

const person = z.object({
  custName: text,
  custCertNo: text,
  custCertAddr: text,
  gender: unread.transform(readGender),
  nation: text,
  birthday: time,
  issuingAuthority: text,
  certValidDate: time,
  certExpDate: time,
  createTime: time,
  modifyTime: time,
  channelId: reference,
});

/** A block that is absent, null or no object is an empty one: a push is never refused for its content. */
const block = z.record(z.string(), z.unknown()).catch({});

const envelope = z.object({
  auditResult: z.record(z.string(), z.unknown()),
  auditInfo: block,
  custInfo: block,
});

/**
 * Reads the body of a push (onenet.md, "实名认证结果推送"). The person's block is auditInfo in the document's table
 * and custInfo in its sample; both are taken, and where both say something the table's name goes first.
 */
export function readPushBody(body: unknown): PushBodyReading {
  const outer = envelope.safeParse(body);
  if (!outer.success) return { ok: false, reason: 'auditResult is missing' };
  return {
    ok: true,
    body: {
      ...auditResult.parse(outer.data.auditResult),
      person: person.parse({ ...outer.data.custInfo, ...withoutNulls(outer.data.auditInfo) }),
    },
  };
}

function withoutNulls(values: Record<string, unknown>): Record<string, unknown> {
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
