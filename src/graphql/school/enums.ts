import type * as domain from '../../domain/verification/verification';
import { describedEnum } from '../described-enum';

export const SchoolRole = describedEnum<domain.SchoolRole>(
  'SchoolRole',
  "A person's role at a school (ucenter role).",
  {
    STUDENT: '学生 (ucenter 1)',
    TEACHER: '教师 (ucenter 2)',
    PARENT: '家长 (ucenter 3); only returned, never accepted as input.',
    LOGISTICS_STAFF: '后勤人员 (ucenter 4)',
    TEMPORARY_STAFF: '临时人员 (ucenter 5)',
  },
);
export type SchoolRole = domain.SchoolRole;

export const FamilyRelation = describedEnum<domain.FamilyRelation>(
  'FamilyRelation',
  'How two people are related by blood in the direct line (ucenter relation).',
  {
    FATHER: '父亲 (ucenter F)',
    MOTHER: '母亲 (ucenter M)',
    SON: '儿子 (ucenter S)',
    DAUGHTER: '女儿 (ucenter D)',
    GRANDFATHER: "祖父, the father's father (ucenter GF)",
    GRANDMOTHER: "祖母, the father's mother (ucenter GM)",
    MATERNAL_GRANDFATHER: "外祖父, the mother's father (ucenter MGF)",
    MATERNAL_GRANDMOTHER: "外祖母, the mother's mother (ucenter MGM)",
    GRANDSON: "孙子, a son's son (ucenter GS)",
    GRANDDAUGHTER: "孙女, a son's daughter (ucenter GD)",
    MATERNAL_GRANDSON: "外孙, a daughter's son (ucenter MGS)",
    MATERNAL_GRANDDAUGHTER: "外孙女, a daughter's daughter (ucenter MGD)",
  },
);
export type FamilyRelation = domain.FamilyRelation;
