/** The methods that compare with what a school or ucenter holds about the person (ucenter.md, 请求参数). */
import { checkIdentityNo } from '../../domain/certificate-number';
import type { InputChecker, ValueCheck } from '../../domain/input-check';
import { checkMobileNo, checkName, checkOneOf, checkPassword, checkText } from '../../domain/text-check';
import type { FamilyRelation, SchoolRole } from '../../domain/verification';
import type { ClaimSpec } from './claim';
import { proofSources, relationLetters, roleNumbers } from './codes';

const relations = Object.keys(relationLetters) as FamilyRelation[];
const expectedRoles = (Object.keys(roleNumbers) as SchoolRole[]).filter((role) => role !== 'PARENT');

const outidOf = (checker: InputChecker) => checker.required('outid', checkText('outid', { maxLength: 64 }));
const customerCodeOf = (checker: InputChecker) =>
  checker.optional('customerCode', checkText('customerCode', { maxLength: 64 }));
const roleOf = (checker: InputChecker) => checker.optional('role', checkOneOf('role', expectedRoles));
const identityNoCheck =
  (today: Date) =>
  (value: unknown): ValueCheck<string> =>
    checkIdentityNo(value, today);
const passwordCheck = checkPassword('password', { maxLength: 128 });

/**
 * A card's password is guessed at one card of one school, by whatever method. Databases compare without case and
 * width: another spelling of the same card must not bring new tries.
 */
const cardTarget = (customerCode: string | undefined, outid: string) =>
  `ecard:${customerCode ?? ''}:${outid}`.normalize('NFKC').toLowerCase();

/** IMPORT, ECARD, MOBILE, IMPORT-ECARD and RELATION. */
export const recordClaims: readonly ClaimSpec[] = [
  {
    name: 'IMPORT',
    mutation: 'verifyByImport',
    description:
      'Needs name, ID number and school number, compared with what the school has imported; ' +
      "yields the person's place at the school.",
    read(checker, { today }) {
      const name = checker.required('name', checkName);
      const identityNo = checker.required('identityNo', identityNoCheck(today));
      const outid = outidOf(checker);
      const customerCode = customerCodeOf(checker);
      const role = roleOf(checker);
      return () => ({
        subject: { realName: name, certType: 'RESIDENT_ID_CARD', identityNo },
        pattern: 'IMPORT',
        data: { name, identityNo, outid, customerCode, role: role && roleNumbers[role] },
      });
    },
  },
  {
    name: 'ECARD',
    mutation: 'verifyByEcard',
    description:
      'Needs name, number and password of a campus card; yields the place at the school that issued it.',
    read(checker) {
      const outid = outidOf(checker);
      const name = checker.required('name', checkName);
      const password = checker.required('password', passwordCheck);
      const customerCode = customerCodeOf(checker);
      return () => ({
        subject: { realName: name },
        guessTarget: cardTarget(customerCode, outid),
        pattern: 'ECARD',
        data: { outid, name, password, customerCode },
      });
    },
  },
  {
    name: 'MOBILE',
    mutation: 'verifyByMobile',
    description: 'Needs a phone number and the SMS code sent to it; yields the verified phone number.',
    read(checker) {
      const mobileNo = checker.required('mobileNo', checkMobileNo);
      const code = checker.required('code', checkText('code', { maxLength: 16 }));
      return () => ({
        subject: { mobileNo },
        guessTarget: `mobile:${mobileNo}`,
        pattern: 'MOBILE',
        data: { mobileNo, code },
      });
    },
  },
  {
    name: 'WHITELIST',
    mutation: 'verifyByWhitelist',
    description:
      'Needs name and school number, and the card password where the school uses campus cards; ' +
      "yields the person's place at the school.",
    read(checker) {
      const outid = outidOf(checker);
      const name = checker.required('name', checkName);
      const password = checker.optional('password', passwordCheck);
      const customerCode = customerCodeOf(checker);
      const role = roleOf(checker);
      return () => ({
        subject: { realName: name },
        ...(password !== undefined && { guessTarget: cardTarget(customerCode, outid) }),
        pattern: 'IMPORT-ECARD',
        data: { outid, name, password, customerCode, role: role && roleNumbers[role] },
      });
    },
  },
  {
    name: 'RELATION',
    mutation: 'verifyByRelation',
    description:
      "Needs the person's name and a relative's name and school number, proven by the relative's card password " +
      '(ECARD) or by imported records (IMPORT); yields the relation and the school of the relative.',
    read(checker, { today }) {
      const name = checker.required('name', checkName);
      const relation = checker.required('relation', checkOneOf('relation', relations));
      const identityNo = checker.optional('identityNo', identityNoCheck(today));
      const outid = outidOf(checker);
      const childName = checker.required('childName', checkName);
      const customerCode = customerCodeOf(checker);
      const source = checker.required('source', checkOneOf('source', ['ECARD', 'IMPORT']));
      const password =
        source === 'ECARD'
          ? checker.required('password', passwordCheck)
          : checker.optional('password', passwordCheck);
      return () => ({
        subject: {
          realName: name,
          ...(identityNo !== undefined && { certType: 'RESIDENT_ID_CARD', identityNo }),
        },
        // Also where the password is not asked for: ucenter may compare it all the same.
        ...(password !== undefined && { guessTarget: cardTarget(customerCode, outid) }),
        pattern: 'RELATION',
        data: {
          name,
          relation: relationLetters[relation],
          identityNo,
          outid,
          childName,
          customerCode,
          type: proofSources[source],
          password,
        },
      });
    },
  },
];
