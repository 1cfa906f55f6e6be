import { z } from 'zod';
import { openJson } from '../../domain/input/json';
import type { Oddity } from '../../domain/verification/reading';
import type {
  DeptInfo,
  RelativeInfo,
  SchoolMembership,
  SchoolRecord,
} from '../../domain/verification/verification';
import { anything, flag, loggable, text } from '../values';
import { nameOf, relationLetters, roleNumbers } from './codes';

const deptSchema = z.object({
  deptId: text,
  deptName: text,
  supervisor: flag,
  position: text,
  customerCode: text,
  ecardSchool: flag,
});

const relativeSchema = z.object({
  customerCode: text,
  ecardSchool: flag,
  identityNo: text,
  outid: text,
  realName: text,
  mobileNo: text,
  serialNo: text,
  relation: text,
  ecardCustomerId: text,
  childAvatar: text,
  deptInfo: anything.transform(openJson),
});

const recordSchema = z.object({
  role: text,
  customerCode: text,
  customerName: text,
  ecardSchool: flag,
  dpcode: text,
  memberId: text,
  serialNo: text,
  ecardCustomerId: text,
  deptInfo: anything.transform(openJson),
  relativeInfo: anything.transform(openJson),
});

/** A person's place at a school, and the values in it that are odd. */
export interface SchoolReading {
  readonly school: SchoolRecord;
  readonly oddities: readonly Oddity[];
}

/** GraphQL's Int ends here, and so does any department's number. */
const maxDeptId = 2 ** 31 - 1;

/**
 * The person's place at a school as ucenter's answer gives it (ucenter.md, 响应参数). An approval is worth more than
 * its trimmings: what cannot be read in here is left out and noted, and never turns the answer into nonsense.
 */
export function readSchool(data: Readonly<Record<string, unknown>>): SchoolReading {
  const oddities: Oddity[] = [];
  const note = (field: string, value: unknown): void => {
    oddities.push({ field, value: loggable(value) });
  };
  const { deptInfo, relativeInfo, role, ...rest } = recordSchema.parse(data);
  const membership = { role: named(roleNumbers, role, 'role', note), ...rest };
  return {
    school: {
      membership: isEmpty(membership) ? null : membership,
      deptInfo: readDepts(deptInfo, note),
      relativeInfo: list(relativeInfo, 'relativeInfo', note).flatMap((item) => readRelative(item, note)),
    },
    oddities,
  };
}

type Note = (field: string, value: unknown) => void;

function readRelative(item: unknown, note: Note): RelativeInfo[] {
  const parsed = relativeSchema.safeParse(item);
  if (!parsed.success) {
    note('relativeInfo', item);
    return [];
  }
  const { relation, deptInfo, ...rest } = parsed.data;
  return [
    {
      ...rest,
      relation: named(relationLetters, relation, 'relation', note),
      deptInfo: readDepts(deptInfo, note),
    },
  ];
}

function readDepts(value: unknown, note: Note): DeptInfo[] {
  return list(value, 'deptInfo', note).flatMap((item) => {
    const parsed = deptSchema.safeParse(item);
    const dept = parsed.success ? completeDept(parsed.data) : null;
    if (dept === null) note('deptInfo', item);
    return dept === null ? [] : [dept];
  });
}

/** A department is nothing without its key and its name. */
function completeDept({
  deptId,
  deptName,
  customerCode,
  ...rest
}: z.infer<typeof deptSchema>): DeptInfo | null {
  const id = deptId === null ? Number.NaN : Number(deptId);
  if (!Number.isInteger(id) || Math.abs(id) > maxDeptId) return null;
  if (deptName === null || customerCode === null) return null;
  return { ...rest, deptId: id, deptName, customerCode };
}

function list(value: unknown, field: string, note: Note): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (value !== undefined && value !== null) note(field, value);
  return [];
}

function named<Name extends string>(
  table: Readonly<Record<Name, string | number>>,
  wire: string | null,
  field: string,
  note: Note,
): Name | null {
  const name = wire === null ? null : nameOf(table, wire);
  if (wire !== null && name === null) note(field, wire);
  return name;
}

function isEmpty(membership: SchoolMembership): boolean {
  return Object.values(membership).every((value) => value === null);
}
