import { createCipheriv, randomBytes, randomUUID } from 'node:crypto';
import type { PeerVerification } from './data.mts';

export interface MobileOwnerInput {
  readonly idCard: string;
  readonly userName: string;
  readonly mobileNo: string;
  readonly guid?: string | null;
}

export interface YuxinAccess {
  readonly baseUrl: string;
  readonly token: string;
  /** 16 characters: the key of AES-128. */
  readonly key: string;
}

/** Calls Yuxin's verifyMobile and makes a row of the answer, masked before it is stored. */
export async function checkMobileOwner(
  { idCard, userName, mobileNo, guid }: MobileOwnerInput,
  yuxin: YuxinAccess | null,
): Promise<PeerVerification> {
  if (!yuxin) throw new Error('This peer was started without Yuxin.');
  const createdAt = Date.now();
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-128-cbc', yuxin.key, iv);
  const logon = Buffer.concat([
    cipher.update(JSON.stringify({ idCard, userName, loginphone: mobileNo })),
    cipher.final(),
  ]);
  const response = await fetch(`${yuxin.baseUrl}/api/personalInfo/verifyMobile`, {
    method: 'POST',
    body: new URLSearchParams({
      token: yuxin.token,
      iv: iv.toString('base64'),
      logon: logon.toString('base64'),
    }),
  });
  const answer = (await response.json()) as { errorCode: string; returnCode: string };
  const isApproved = answer.errorCode === '200' && answer.returnCode === '10000';
  const decidedAt = Date.now();
  return {
    id: randomUUID(),
    version: 2,
    guid: guid ?? 'dev-user',
    provider: 'YUXIN',
    method: 'MOBILE_OWNER',
    status: isApproved ? 'APPROVED' : 'REJECTED',
    secondInspection: null,
    rnAuthTicket: null,
    busiSeq: null,
    realName: `${userName.slice(0, 1)}${'*'.repeat(userName.length - 1)}`,
    certType: 'RESIDENT_ID_CARD',
    identityNo: `${idCard.slice(0, 1)}${'*'.repeat(idCard.length - 3)}${idCard.slice(-2)}`,
    mobileNo: `${mobileNo.slice(0, 3)}****${mobileNo.slice(-4)}`,
    membership: null,
    deptInfo: '[]',
    relativeInfo: '[]',
    createdAt,
    updatedAt: decidedAt,
    expiresAt: null,
    decidedAt,
  };
}
