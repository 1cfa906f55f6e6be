import type { PushTarget } from './fake-onenet';
import { fixture } from './far-end';

/** The only answer that OneNET takes for a success (onenet.md, HTTP响应). */
export const acknowledgement = '{"errno":0,"error":"succ"}';

/** The sample's responseTime: 2020-03-07T08:40:41.871Z. */
export const sampleTime = 1_583_570_441_871;

export type AuditResult = Readonly<Record<string, unknown>>;

export interface ResultPush {
  readonly auditResult: AuditResult;
  readonly [block: string]: unknown;
}

/** The document's own sample, addressed to a verification of ours, with parts of auditResult changed. */
export function samplePush(
  target: Pick<PushTarget, 'busiSeq' | 'phone'>,
  changes: AuditResult = {},
): ResultPush {
  const sample = fixture('onenet/result-push') as ResultPush;
  const { busiSeq, phone } = target;
  return { ...sample, auditResult: { ...sample.auditResult, busiSeq, phone, ...changes } };
}

/** The n-th of a series of pushes, each a second newer than the one before. The certificate has no end. */
export function laterPush(
  target: Pick<PushTarget, 'busiSeq' | 'phone'>,
  n: number,
  auditStatus: string,
): ResultPush {
  const { custInfo, ...push } = samplePush(target, {
    auditStatus,
    responseTime: sampleTime + n * 1000,
    transactionID: `2300302020040416171600${String(n).padStart(4, '0')}`,
  });
  return { ...push, custInfo: { ...(custInfo as object), certExpDate: 0 } };
}

export interface PushAnswer {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: string;
}

/** Pushes a body: text as it is, anything else as JSON. A content type of null sends none. */
export async function pushTo(
  url: string,
  body: unknown,
  contentType: string | null = 'application/json',
): Promise<PushAnswer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(url, {
    method: 'POST',
    // Of bytes, fetch does not know the type, and so says nothing of it.
    body: Buffer.from(text),
    headers: contentType === null ? {} : { 'content-type': contentType },
  });
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    body: await response.text(),
  };
}

/** Pushes what must be acknowledged. */
export async function pushAccepted(url: string, body: unknown): Promise<void> {
  const answer = await pushTo(url, body);
  if (answer.status !== 200 || answer.body !== acknowledgement) {
    throw new Error(`the push was answered with ${answer.status} ${answer.body}`);
  }
}
