import { isRollNumber } from '../../../src/sandbox/ucenter/identity-number';

describe('[2] the identity numbers that the sandbox accepts', () => {
  it.each(['330102199604110020', '330102960411002', 'H12345678', 'MA1234567', '01234567', 'C01X00T47'])(
    'can be %s',
    (number) => {
      expect(isRollNumber(number)).toBe(true);
    },
  );

  it.each([
    '330102199604110021',
    '3301021996X4110020',
    'AB12',
    'A'.repeat(21),
    'h12345678',
    'H 12345678',
    '',
  ])('cannot be %j', (number) => {
    expect(isRollNumber(number)).toBe(false);
  });
});
