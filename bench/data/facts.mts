import type { DeptInfo, SchoolRecord, Subject } from '../../src/domain/verification/verification.ts';

/** The invented data of the bench. Fact number n is the same in every run and on every machine. */
export interface Facts {
  readonly id: string;
  readonly guid: string;
  readonly rnAuthTicket: string;
  readonly subject: Required<Subject>;
  readonly school: SchoolRecord;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly decidedAt: number;
}

/** A verification at OneNET that waits for pushes. */
export interface AwaitedFacts {
  readonly id: string;
  readonly guid: string;
  readonly busiSeq: string;
  readonly mobileNo: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** The secret part of the callback address. */
  readonly callbackToken: string;
}

const firstMoment = Date.parse('2025-03-01T00:00:00.000Z');
/** Older than the rest, so that the newest page contains none of them. */
const firstAwaited = Date.parse('2024-03-01T00:00:00.000Z');
/** Its time was over soon after it began. */
const over = Date.parse('2024-03-02T00:00:00.000Z');
/** Far in the future, so that the expiry job finds nothing overdue, however old the data is. */
const never = Date.parse('2124-03-01T00:00:00.000Z');

/** A ucenter verification that was approved, with what ucenter returned about school, departments and relatives. */
export function factsOf(n: number): Facts {
  const createdAt = firstMoment + n * 1000;
  return {
    id: uuid(createdAt, n),
    guid: `bench-account-${n}`,
    rnAuthTicket: `ticket-${n}`,
    subject: {
      realName: nameOf(n),
      certType: 'RESIDENT_ID_CARD',
      identityNo: identityNoOf(n),
      mobileNo: mobileNoOf(n),
    },
    school: {
      membership: {
        role: 'STUDENT',
        customerCode: '1001',
        customerName: '试例中学',
        ecardSchool: true,
        dpcode: '00000001',
        memberId: `G${identityNoOf(n)}`,
        serialNo: `S${n}`,
        ecardCustomerId: `E${n}`,
      },
      deptInfo: [placeOf(n, false), placeOf(n + 7, true)],
      relativeInfo: [relativeOf(n, 1, 'FATHER'), relativeOf(n, 2, 'MOTHER')],
    },
    createdAt,
    decidedAt: createdAt + 250,
  };
}

export function awaitedFactsOf(n: number): AwaitedFacts {
  const createdAt = firstAwaited + n * 1000;
  return {
    id: uuid(createdAt, n),
    guid: `bench-awaited-${n}`,
    busiSeq: `OneNET20240301${String(n).padStart(12, '0')}`,
    mobileNo: mobileNoOf(n),
    createdAt,
    expiresAt: never,
    callbackToken: `bench-push-${String(n).padStart(10, '0')}`.padEnd(43, '_'),
  };
}

/** The same for verifications whose time is over; none of them is one of the others. */
export function overdueFactsOf(n: number): AwaitedFacts {
  const facts = awaitedFactsOf(5_000_000 + n);
  return { ...facts, expiresAt: over };
}

export function nameOf(n: number): string {
  const surnames = '甄贾史施';
  const given = '试例样本甲乙丙丁戊己庚辛';
  return [surnames[n % 4], given[n % 12], given[Math.floor(n / 12) % 12]].join('');
}

/** No person's number begins with 110000: it is the code of a whole city, not of a district. */
export function identityNoOf(n: number): string {
  const year = 1960 + (n % 45);
  const month = String(1 + (n % 12)).padStart(2, '0');
  const day = String(1 + (n % 28)).padStart(2, '0');
  const first17 = `110000${year}${month}${day}${String(n % 1000).padStart(3, '0')}`;
  const sum = [...first17].reduce((total, digit, i) => total + Number(digit) * (2 ** (17 - i) % 11), 0);
  return first17 + '10X98765432'.charAt(sum % 11);
}

/** Numbers outside the sandbox's reserved block, so that each is an ordinary one. */
export function mobileNoOf(n: number): string {
  return `199${String(Math.floor(n / 5000) % 10_000).padStart(4, '0')}${5000 + (n % 5000)}`;
}

function placeOf(n: number, supervisor: boolean): DeptInfo {
  return {
    deptId: 200 + (n % 97),
    deptName: `2018级${1 + (n % 12)}班`,
    supervisor,
    position: supervisor ? '班主任' : '学生',
    customerCode: '1001',
    ecardSchool: true,
  };
}

function relativeOf(n: number, which: number, relation: 'FATHER' | 'MOTHER') {
  const person = n * 2 + which;
  return {
    customerCode: '1001',
    ecardSchool: true,
    identityNo: identityNoOf(person),
    outid: `O${person}`,
    realName: nameOf(person),
    mobileNo: mobileNoOf(person),
    serialNo: `R${person}`,
    relation,
    ecardCustomerId: null,
    childAvatar: `https://school.example/avatar/${person}.png`,
    deptInfo: [placeOf(n, false)],
  };
}

/** UUIDv7, like the service's own ids: ordered by time, and so is their index. */
function uuid(time: number, n: number): string {
  const head = time.toString(16).padStart(12, '0');
  const tail = ((n * 2_654_435_761) % 2 ** 44).toString(16).padStart(12, '0');
  return `${head.slice(0, 8)}-${head.slice(8)}-7be0-8be0-${tail}`;
}
