import { ageBandOf, ageOf } from '../../../src/domain/facts/age';

const born = (day: string) => ({ identityNo: `999999${day}001X`, birthday: null });
const at = (moment: string) => new Date(moment);

describe('the age of a person', () => {
  test.each([
    ['the last moment before the birthday in China', '2026-03-01T15:59:59.999Z', 17],
    ['the first moment of the birthday in China', '2026-03-01T16:00:00.000Z', 18],
  ])('is counted in full years at %s', (_when, moment, age) => {
    expect(ageOf(born('20080302'), at(moment))).toBe(age);
  });

  test.each([
    ['28 February of a year without a 29th', '2027-02-28T04:00:00.000Z', 18],
    ['1 March of that year', '2027-03-01T04:00:00.000Z', 19],
    ['28 February of a year with a 29th', '2028-02-28T04:00:00.000Z', 19],
    ['29 February', '2028-02-29T04:00:00.000Z', 20],
  ])('is right for a person born on 29 February 2008 on %s', (_when, moment, age) => {
    expect(ageOf(born('20080229'), at(moment))).toBe(age);
  });

  test("comes from OneNET's birthday if no identity number of 18 characters is known", () => {
    const birthday = Date.parse('2008-03-01T16:00:00.000Z');

    expect(ageOf({ identityNo: 'E12345678', birthday }, at('2026-03-01T16:00:00.000Z'))).toBe(18);
    expect(ageOf({ identityNo: null, birthday }, at('2026-03-01T15:59:59.999Z'))).toBe(17);
  });

  test.each([
    ['nothing is known', { identityNo: null, birthday: null }],
    ['the digits are no day', { identityNo: '99999920080230001X', birthday: null }],
    ['the number has 15 digits', { identityNo: '999999910203001', birthday: null }],
    ['the birthday lies ahead', { identityNo: '99999920300101001X', birthday: null }],
    ['no calendar has the birthday', { identityNo: null, birthday: 9e15 }],
  ])('is unknown if %s', (_why, person) => {
    expect(ageOf(person, at('2026-03-01T04:00:00.000Z'))).toBeNull();
  });
});

describe('an age band', () => {
  test.each([
    [13, 'UNDER_14'],
    [14, 'FROM_14_TO_17'],
    [17, 'FROM_14_TO_17'],
    [18, 'ADULT'],
    [null, null],
  ])('for %s is %s', (age, band) => {
    expect(ageBandOf(age, [14, 16, 18, 60])).toBe(band);
  });

  test('reveals no border that the deployment has not configured', () => {
    const bands = (ages: readonly number[]) => [13, 15, 17, 18, 30].map((age) => ageBandOf(age, ages));

    expect(bands([18])).toEqual([null, null, null, 'ADULT', 'ADULT']);
    expect(bands([14])).toEqual(['UNDER_14', null, null, null, null]);
    expect(bands([21])).toEqual([null, null, null, null, null]);
  });
});
