import { Secret } from '../../src/domain/privacy/secret';
import type * as domain from '../../src/domain/verification/verification';

/** Invented people: no region has the number 999999. */
export const person = { realName: '甄试例', identityNo: '999999199102030016', mobileNo: '19900001234' };
export const child = { realName: '甄小样', identityNo: '999999201509090037', mobileNo: '19900005678' };

/** The fields of every verification that tests seldom look at. */
export const unremarkable = {
  environment: 'LIVE',
  clientReference: null,
  purpose: null,
  verdictBy: 'PROVIDER',
  staffDecision: null,
  movedAt: null,
  certificateEndsAt: null,
  caseId: null,
} as const satisfies Partial<domain.Verification>;

const createdAt = new Date('2025-03-01T08:30:00.000Z');

export function inventedVerification(changes: Partial<domain.Verification> = {}): domain.Verification {
  return {
    id: 'verification-1',
    version: 2,
    guid: 'account-1',
    provider: 'UCENTER',
    method: 'IMPORT',
    status: 'APPROVED',
    secondInspection: null,
    references: {},
    failure: null,
    personal: {},
    ruling: null,
    inspection: null,
    createdAt,
    updatedAt: new Date('2025-03-01T08:30:01.500Z'),
    expiresAt: null,
    decidedAt: null,
    redactedAt: null,
    ...unremarkable,
    ...changes,
  };
}

export const inventedDepartment: domain.DeptInfo = {
  deptId: 228,
  deptName: '2018级1班',
  supervisor: false,
  position: '语文老师',
  customerCode: '1001',
  ecardSchool: false,
};

export const inventedSchool: domain.SchoolRecord = {
  membership: {
    role: 'TEACHER',
    customerCode: '1001',
    customerName: '试例中学',
    ecardSchool: false,
    dpcode: '00000000',
    memberId: `G${person.identityNo}`,
    serialNo: '150940',
    ecardCustomerId: null,
  },
  deptInfo: [inventedDepartment],
  relativeInfo: [
    {
      ...child,
      customerCode: '1001',
      ecardSchool: false,
      outid: child.identityNo,
      serialNo: child.mobileNo,
      relation: 'FATHER',
      ecardCustomerId: null,
      childAvatar: 'https://school.example/avatar/19900005678.png',
      deptInfo: [inventedDepartment],
    },
  ],
};

export const inventedAudit: domain.AuditInfo = {
  auditStatus: 'FAILED',
  auditMessage: `证件号${person.identityNo}与手机号${person.mobileNo}不符`,
  transactionId: '23003020200404161716000047',
  busiSeq: 'OneNET20200408231042000087',
  phone: person.mobileNo,
  responseTime: 1_583_570_441_871,
  custName: person.realName,
  custCertNo: person.identityNo,
  custCertAddr: '浙江省杭州市西湖区试例路1号',
  gender: 'MALE',
  nation: '汉',
  birthday: Date.UTC(1991, 1, 2, 16),
  issuingAuthority: '试例公安局',
  certValidDate: Date.UTC(2020, 0, 1),
  certExpDate: null,
  createTime: 1_583_570_441_871,
  modifyTime: 9e15,
  channelId: 'OneNET',
};

/** A secret that must stay closed: opening it throws. */
export function closedSecret<T>(): Secret<T> {
  return Secret.lazy<T>(() => {
    throw new Error('opened');
  });
}
