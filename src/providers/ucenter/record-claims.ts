/** The methods that compare with what a school or ucenter holds about the person (ucenter.md, 请求参数). */
import { checkRecordedNo } from '../../domain/input/certificate-number';
import type { InputChecker } from '../../domain/input/input-check';
import {
  checkCode,
  checkDigits,
  checkMobileNo,
  checkName,
  checkOneOf,
  checkPassword,
  checkText,
} from '../../domain/input/text-check';
import type { FamilyRelation, SchoolRole } from '../../domain/verification/verification';
import type { ClaimSpec } from './claim';
import { proofSources, relationLetters, roleNumbers } from './codes';

const relations = Object.keys(relationLetters) as FamilyRelation[];
const expectedRoles = (Object.keys(roleNumbers) as SchoolRole[]).filter((role) => role !== 'PARENT');

const outidOf = (checker: InputChecker<{ readonly outid: string }>) =>
  checker.required('outid', checkCode('outid', { maxLength: 64 }));
const customerCodeOf = (checker: InputChecker<{ readonly customerCode?: string | null }>) =>
  checker.optional('customerCode', checkText('customerCode', { maxLength: 64 }));
const roleOf = (checker: InputChecker<{ readonly role?: SchoolRole | null }>) =>
  checker.optional('role', checkOneOf('role', expectedRoles));
const passwordCheck = checkPassword('password', { maxLength: 128 });

/**
 * Guesses of a password are counted for the card, whichever method they use. The school's code does not count: the
 * caller chooses it, and another one must not bring new attempts.
 */
const cardTarget = (outid: string) => `ecard:${outid}`;

const importClaim: ClaimSpec<'IMPORT'> = {
  name: 'IMPORT',
  summary: 'ucenter IMPORT',
  mutation: 'verifyByImport',
  description: {
    en:
      'Needs name, ID number and school number, compared with what the school has imported; ' +
      "yields the person's place at the school.",
    'zh-CN': '需要姓名、证件号和学工号，与学校导入的信息比对；返回本人在学校的身份。',
  },
  evidence: {
    needs: ['name', 'certNo', 'outid'],
    input: ({ name, certNo, outid, customerCode, role }) => ({
      name,
      identityNo: certNo,
      outid,
      customerCode,
      role,
    }),
  },
  read(checker, { today }) {
    const name = checker.required('name', checkName);
    const recorded = checker.required('identityNo', checkRecordedNo(today));
    const outid = outidOf(checker);
    const customerCode = customerCodeOf(checker);
    const role = roleOf(checker);
    return () => ({
      subject: { realName: name, ...recorded },
      school: { outid },
      pattern: 'IMPORT',
      data: { name, identityNo: recorded.identityNo, outid, customerCode, role: role && roleNumbers[role] },
    });
  },
};

const ecardClaim: ClaimSpec<'ECARD'> = {
  name: 'ECARD',
  summary: 'ucenter ECARD',
  mutation: 'verifyByEcard',
  description: {
    en: 'Needs name, number and password of a campus card; yields the place at the school that issued it.',
    'zh-CN': '需要姓名、一卡通卡号和消费密码；返回本人在发卡学校的身份。',
  },
  evidence: {
    needs: ['name', 'outid', 'cardPassword'],
    credential: 'cardPassword',
    input: ({ name, outid, cardPassword, customerCode }) => ({
      name,
      outid,
      password: cardPassword,
      customerCode,
    }),
  },
  read(checker) {
    const outid = outidOf(checker);
    const name = checker.required('name', checkName);
    const password = checker.required('password', passwordCheck);
    const customerCode = customerCodeOf(checker);
    return () => ({
      subject: { realName: name },
      school: { outid },
      attemptTarget: cardTarget(outid),
      pattern: 'ECARD',
      data: { outid, name, password, customerCode },
    });
  },
};

const mobileClaim: ClaimSpec<'MOBILE'> = {
  name: 'MOBILE',
  summary: 'ucenter MOBILE',
  mutation: 'verifyByMobile',
  description: {
    en: 'Needs a phone number and the SMS code sent to it; yields the verified phone number.',
    'zh-CN': '需要手机号和发送到该号码的短信验证码；返回已验证的手机号。',
  },
  evidence: {
    needs: ['mobileNo', 'smsCode'],
    credential: 'smsCode',
    input: ({ mobileNo, smsCode }) => ({ mobileNo, code: smsCode }),
  },
  read(checker) {
    const mobileNo = checker.required('mobileNo', checkMobileNo);
    const code = checker.required('code', checkDigits('code', { min: 4, max: 8 }));
    return () => ({
      subject: { mobileNo },
      attemptTarget: `mobile:${mobileNo}`,
      pattern: 'MOBILE',
      data: { mobileNo, code },
    });
  },
};

const whitelistClaim: ClaimSpec<'WHITELIST'> = {
  name: 'WHITELIST',
  summary: 'ucenter IMPORT-ECARD',
  mutation: 'verifyByWhitelist',
  description: {
    en:
      'Needs name and school number, and the card password where the school uses campus cards; ' +
      "yields the person's place at the school.",
    'zh-CN': '需要姓名和学工号，使用一卡通的学校还需要卡密码；返回本人在学校的身份。',
  },
  evidence: {
    needs: ['name', 'outid'],
    credential: 'cardPassword',
    input: ({ name, outid, cardPassword, customerCode, role }) => ({
      name,
      outid,
      password: cardPassword,
      customerCode,
      role,
    }),
  },
  read(checker) {
    const outid = outidOf(checker);
    const name = checker.required('name', checkName);
    const password = checker.optional('password', passwordCheck);
    const customerCode = customerCodeOf(checker);
    const role = roleOf(checker);
    return () => ({
      subject: { realName: name },
      school: { outid },
      ...(password !== undefined && { attemptTarget: cardTarget(outid) }),
      pattern: 'IMPORT-ECARD',
      data: { outid, name, password, customerCode, role: role && roleNumbers[role] },
    });
  },
};

const relationClaim: ClaimSpec<'RELATION'> = {
  name: 'RELATION',
  summary: 'ucenter RELATION',
  mutation: 'verifyByRelation',
  description: {
    en:
      "Needs the person's name and a relative's name and school number, proven by the relative's card password " +
      '(ECARD) or by imported records (IMPORT); yields the relation and the school of the relative.',
    'zh-CN':
      '需要本人姓名以及亲属的姓名和学工号，由亲属的一卡通密码（ECARD）或导入信息（IMPORT）证明；返回亲属关系和亲属所在学校。',
  },
  read(checker, { today }) {
    const name = checker.required('name', checkName);
    const relation = checker.required('relation', checkOneOf('relation', relations));
    const recorded = checker.optional('identityNo', checkRecordedNo(today));
    const outid = outidOf(checker);
    const childName = checker.required('childName', checkName);
    const customerCode = customerCodeOf(checker);
    const source = checker.required('source', checkOneOf('source', ['ECARD', 'IMPORT']));
    const password =
      source === 'ECARD'
        ? checker.required('password', passwordCheck)
        : checker.optional('password', passwordCheck);
    return () => ({
      subject: { realName: name, ...recorded },
      school: { relative: { realName: childName, identityNo: null, outid } },
      // Also when the password is not required: ucenter may compare it all the same.
      ...(password !== undefined && { attemptTarget: cardTarget(outid) }),
      pattern: 'RELATION',
      data: {
        name,
        relation: relationLetters[relation],
        identityNo: recorded?.identityNo,
        outid,
        childName,
        customerCode,
        type: proofSources[source],
        password,
      },
    });
  },
};

/** IMPORT, ECARD, MOBILE, IMPORT-ECARD and RELATION. */
export const recordClaims: readonly ClaimSpec[] = [
  importClaim,
  ecardClaim,
  mobileClaim,
  whitelistClaim,
  relationClaim,
];
