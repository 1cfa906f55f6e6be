import { createHash } from 'node:crypto';
import { completeIdentityNumber } from './identity-number';
import { cardSchoolCode } from './magic';
import type { Claim } from './request';

/** The part of a 200 answer that the school's lists would supply (ucenter.md, 响应参数). Everything is invented. */
export interface SchoolData {
  readonly role: number | null;
  readonly customerCode: string | null;
  readonly customerName: string | null;
  readonly ecardSchool: boolean | null;
  readonly dpcode: string | null;
  readonly memberId: string | null;
  readonly serialNo: string | null;
  readonly ecardCustomerId: string | null;
  readonly deptInfo: readonly Department[];
  readonly relativeInfo: readonly Relative[];
}

interface Department {
  readonly deptId: number;
  readonly deptName: string;
  readonly supervisor: boolean;
  readonly position: string | null;
  readonly customerCode: string;
  readonly ecardSchool: boolean;
}

interface Relative {
  readonly customerCode: string;
  readonly ecardSchool: boolean;
  readonly identityNo: string | null;
  readonly outid: string | null;
  readonly realName: string;
  readonly mobileNo: string | null;
  readonly serialNo: string | null;
  readonly relation: string;
  readonly ecardCustomerId: string | null;
  readonly childAvatar: string | null;
  readonly deptInfo: readonly Department[];
}

type School = Pick<SchoolData, 'dpcode'> & {
  readonly customerCode: string;
  readonly customerName: string;
  readonly ecardSchool: boolean;
};

/** The default school of a request that names none. */
export const defaultSchoolCode = '1001';

/** True if a whitelist check needs the card's password (白名单认证: 该学校上线了一卡通则必填). */
export function isCardSchool(customerCode: string | undefined): boolean {
  return customerCode === cardSchoolCode;
}

const nobody: SchoolData = {
  role: null,
  customerCode: null,
  customerName: null,
  ecardSchool: null,
  dpcode: null,
  memberId: null,
  serialNo: null,
  ecardCustomerId: null,
  deptInfo: [],
  relativeInfo: [],
};

/** The person's place at a school; face and phone checks know no school, so theirs is empty. */
export function schoolDataOf(claim: Claim): SchoolData {
  switch (claim.rnAuthPatternCode) {
    case 'IMPORT': {
      const { data } = claim;
      return member(schoolOf(data.customerCode, false), data, `G${data.identityNo}`);
    }
    case 'ECARD':
      return member(schoolOf(claim.data.customerCode, true), claim.data, null);
    case 'IMPORT-ECARD': {
      const { data } = claim;
      return member(schoolOf(data.customerCode, data.password !== undefined), data, `W${data.outid}`);
    }
    case 'RELATION': {
      const { data } = claim;
      return {
        ...nobody,
        ...schoolOf(data.customerCode, data.type === 1),
        role: 3,
        memberId: data.identityNo === undefined ? null : `G${data.identityNo}`,
        relativeInfo: [child(schoolOf(data.customerCode, data.type === 1), data)],
      };
    }
    case 'MOBILE':
    case 'UNIONPAY-FACE':
    case 'WECHAT-FACE':
      return nobody;
  }
}

interface ListedPerson {
  readonly name: string;
  readonly outid: string;
  readonly role?: number | undefined;
}

function member(school: School, person: ListedPerson, memberId: string | null): SchoolData {
  const role = person.role ?? 1;
  return {
    ...school,
    role,
    memberId,
    serialNo: person.outid,
    ecardCustomerId: school.ecardSchool ? cardNumber(person.outid) : null,
    deptInfo: [department(school, role)],
    relativeInfo: relativesOf(school, person, role),
  };
}

/** A student has a father on the list, a teacher a child; the others have no relatives. */
function relativesOf(school: School, person: ListedPerson, role: number): Relative[] {
  const surname = [...person.name][0] ?? '';
  if (role === 2) {
    return [child(school, { outid: `${person.outid}1`, childName: `${surname}小宝`, relation: 'F' })];
  }
  return role === 1 ? [father(school, `${surname}大山`, person.outid)] : [];
}

function father(school: School, realName: string, seed: string): Relative {
  return {
    customerCode: school.customerCode,
    ecardSchool: school.ecardSchool,
    identityNo: completeIdentityNumber(`41999919700101${digitsOf(seed, 2)}1`),
    outid: null,
    realName,
    mobileNo: `199${digitsOf(seed, 8)}`,
    serialNo: null,
    // As in the document's sample, the letter says what the account's owner is to the relative.
    relation: 'S',
    ecardCustomerId: null,
    childAvatar: null,
    deptInfo: [],
  };
}

function child(school: School, data: { outid: string; childName: string; relation: string }): Relative {
  return {
    customerCode: school.customerCode,
    ecardSchool: school.ecardSchool,
    identityNo: null,
    outid: data.outid,
    realName: data.childName,
    mobileNo: null,
    serialNo: data.outid,
    relation: data.relation,
    ecardCustomerId: school.ecardSchool ? cardNumber(data.outid) : null,
    childAvatar: null,
    deptInfo: [department(school, 1)],
  };
}

function department(school: School, role: number): Department {
  const place = { customerCode: school.customerCode, ecardSchool: school.ecardSchool };
  switch (role) {
    case 1:
      return { deptId: 229, deptName: '2018级1班', supervisor: false, position: '学生', ...place };
    case 2:
      return { deptId: 228, deptName: '语文教研组', supervisor: true, position: '语文老师', ...place };
    case 4:
      return { deptId: 310, deptName: '后勤处', supervisor: false, position: '后勤', ...place };
    default:
      return { deptId: 320, deptName: '临时人员', supervisor: false, position: null, ...place };
  }
}

/** A person who verifies with a card is at a school that has cards, whatever its code. */
function schoolOf(code: string | undefined, byCard: boolean): School {
  const customerCode = code ?? defaultSchoolCode;
  const ecardSchool = byCard || isCardSchool(customerCode);
  return {
    customerCode,
    customerName: `沙盒学校${customerCode}`,
    ecardSchool,
    dpcode: ecardSchool ? '10020001' : '00000000',
  };
}

function cardNumber(outid: string): string {
  return `E${outid}`;
}

/** Digits that are always the same for the same seed. */
export function digitsOf(seed: string, count: number): string {
  const bytes = createHash('sha256').update(seed).digest();
  return Array.from({ length: count }, (_, place) => bytes.readUInt8(place) % 10).join('');
}
