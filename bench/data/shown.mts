import type { DeptInfo, RelativeInfo, Subject } from '../../src/domain/verification/verification.ts';
import { compiled } from '../servers/compiled.mts';
import type { Facts } from './facts.mts';

const { maskFreeText, maskIdentityNo, maskMobileNo, maskName } =
  compiled<typeof import('../../src/domain/privacy/masking.ts')>('domain/privacy/masking.js');

export type Shown = Readonly<Record<string, unknown>>;

/** The masked fields of a verification: the peers store them, and every answer is compared with them. */
export function shownVerification({ id, guid, subject, school, ...facts }: Facts): Shown {
  const { membership } = school;
  return {
    id,
    version: 2,
    provider: 'UCENTER',
    method: 'IMPORT',
    status: 'APPROVED',
    secondInspection: null,
    user: { guid },
    references: { rnAuthTicket: facts.rnAuthTicket },
    subject: masked(subject),
    membership: membership && {
      ...membership,
      memberId: membership.memberId && maskFreeText(membership.memberId),
      serialNo: membership.serialNo && maskFreeText(membership.serialNo),
    },
    deptInfo: school.deptInfo.map(shownPlace),
    relativeInfo: school.relativeInfo.map(shownRelative),
    createdAt: iso(facts.createdAt),
    updatedAt: iso(facts.decidedAt),
    expiresAt: null,
    decidedAt: iso(facts.decidedAt),
  };
}

export function masked({ realName, certType, identityNo, mobileNo }: Required<Subject>): Shown {
  return {
    realName: maskName(realName),
    certType,
    identityNo: maskIdentityNo(identityNo),
    mobileNo: maskMobileNo(mobileNo),
  };
}

function shownPlace(place: DeptInfo): Shown {
  const { customerCode, deptId } = place;
  return { ...place, department: { customerCode, deptId } };
}

function shownRelative(relative: RelativeInfo): Shown {
  const { realName, identityNo, mobileNo, deptInfo } = relative;
  return {
    ...relative,
    realName: realName && maskName(realName),
    identityNo: identityNo && maskIdentityNo(identityNo),
    mobileNo: mobileNo && maskMobileNo(mobileNo),
    deptInfo: deptInfo.map(shownPlace),
  };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
