import { relationLetters, roleNumbers } from '../../../src/providers/ucenter/codes';
import { readSchool } from '../../../src/providers/ucenter/school';
import { fixture } from '../../support/far-end';

const dept = { deptId: 7, deptName: '三班', customerCode: '1001' };

describe('readSchool', () => {
  it("reads the document's sample completely", () => {
    const { data } = fixture('ucenter/rnauth-approved') as { data: Record<string, unknown> };
    expect(readSchool(data)).toEqual({
      school: {
        membership: {
          role: 'TEACHER',
          customerCode: '1001',
          customerName: '郑州枫杨外国语学校',
          ecardSchool: false,
          dpcode: '00000000',
          memberId: null,
          serialNo: '150940',
          ecardCustomerId: null,
        },
        deptInfo: [
          {
            deptId: 228,
            deptName: '2018级1班',
            supervisor: false,
            position: '语文老师',
            customerCode: '1001',
            ecardSchool: false,
          },
        ],
        relativeInfo: [
          {
            customerCode: '1001',
            ecardSchool: false,
            identityNo: null,
            outid: '150941',
            realName: '刘小宝',
            mobileNo: null,
            serialNo: '150941',
            relation: 'FATHER',
            ecardCustomerId: null,
            childAvatar: null,
            deptInfo: [
              {
                deptId: 229,
                deptName: '2018级1班',
                supervisor: false,
                position: '学生',
                customerCode: '1001',
                ecardSchool: false,
              },
            ],
          },
        ],
      },
      oddities: [],
    });
  });

  it.each(Object.entries(roleNumbers))('reads the role %s as number and as text', (role, number) => {
    expect(readSchool({ role: number }).school.membership?.role).toBe(role);
    expect(readSchool({ role: String(number) }).school.membership?.role).toBe(role);
  });

  it.each(Object.entries(relationLetters))('reads the relation %s', (relation, letters) => {
    expect(readSchool({ relativeInfo: [{ relation: letters }] }).school.relativeInfo[0]?.relation).toBe(
      relation,
    );
  });

  it('returns no membership if the answer has none', () => {
    expect(readSchool({ guid: 'g', rnAuthTicket: 'T_1', role: null, memberId: '' })).toEqual({
      school: { membership: null, deptInfo: [], relativeInfo: [] },
      oddities: [],
    });
  });

  it('accepts numbers as text, and text as booleans and numbers', () => {
    const { school, oddities } = readSchool({
      customerCode: 1001,
      ecardSchool: 'true',
      deptInfo: [{ ...dept, deptId: '7', customerCode: 1001, supervisor: 1 }],
    });
    expect(school.membership).toMatchObject({ customerCode: '1001', ecardSchool: true });
    expect(school.deptInfo).toMatchObject([{ deptId: 7, customerCode: '1001', supervisor: true }]);
    expect(oddities).toEqual([]);
  });

  it('[2] reads deptInfo and relativeInfo that came as JSON text', () => {
    const { school } = readSchool({
      deptInfo: JSON.stringify([dept]),
      relativeInfo: JSON.stringify([{ outid: '7', deptInfo: JSON.stringify([dept]) }]),
    });
    expect(school.deptInfo).toMatchObject([{ deptName: '三班' }]);
    expect(school.relativeInfo).toMatchObject([{ outid: '7', deptInfo: [{ deptName: '三班' }] }]);
  });

  it('drops a number that has lost digits', () => {
    // biome-ignore lint/correctness/noPrecisionLoss: this is the loss that is meant
    const { school } = readSchool({ serialNo: 1290609807504752642, customerCode: '1001' });
    expect(school.membership).toMatchObject({ serialNo: null, customerCode: '1001' });
  });

  it.each([
    { data: { role: 9 }, oddity: { field: 'role', value: '9' } },
    { data: { relativeInfo: [{ relation: 'X' }] }, oddity: { field: 'relation', value: 'X' } },
    { data: { relativeInfo: [{ relation: '表哥' }] }, oddity: { field: 'relation', value: '(string)' } },
    { data: { relativeInfo: 'none' }, oddity: { field: 'relativeInfo', value: 'none' } },
    { data: { relativeInfo: [null] }, oddity: { field: 'relativeInfo', value: '(null)' } },
    { data: { deptInfo: {} }, oddity: { field: 'deptInfo', value: '(object)' } },
    { data: { deptInfo: [{ ...dept, deptId: null }] }, oddity: { field: 'deptInfo', value: '(object)' } },
    { data: { deptInfo: [{ ...dept, deptId: 2 ** 31 }] }, oddity: { field: 'deptInfo', value: '(object)' } },
    { data: { deptInfo: [{ ...dept, deptName: null }] }, oddity: { field: 'deptInfo', value: '(object)' } },
    { data: { deptInfo: [{ ...dept, customerCode: '' }] }, oddity: { field: 'deptInfo', value: '(object)' } },
  ])('leaves out and logs unreadable values in $data', ({ data, oddity }) => {
    const { school, oddities } = readSchool({ customerCode: '1001', ...data });
    expect(oddities).toEqual([oddity]);
    expect(school.deptInfo).toEqual([]);
    expect(school.membership).toMatchObject({ role: null, customerCode: '1001' });
  });

  it('keeps the valid departments next to an invalid one', () => {
    const { school, oddities } = readSchool({ deptInfo: [{ deptId: 1 }, dept] });
    expect(school.deptInfo.map(({ deptId }) => deptId)).toEqual([7]);
    expect(oddities).toHaveLength(1);
  });
});
