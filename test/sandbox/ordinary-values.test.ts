import { randomInt } from 'node:crypto';
import { nameMagicOf, userMagicOf } from '../../src/sandbox/linkid/magic';
import { behaviourOf as oneNetBehaviourOf, oneNetMagic } from '../../src/sandbox/onenet/magic';
import { effectOfCode, effectOfPhone, effectOfText } from '../../src/sandbox/reserved';
import { startSandbox } from '../../src/sandbox/server';
import { magicOf, ucenterMagicValues } from '../../src/sandbox/ucenter/magic';
import { behaviourOf as yuxinBehaviourOf, yuxinMagic } from '../../src/sandbox/yuxin/magic';

/** Digits at the end of a value that mean something inside the blocks, and therefore must mean nothing outside. */
const digits = [
  ...new Set([
    ...oneNetMagic.map((magic) => magic.digits),
    ...yuxinMagic.map((magic) => magic.digits),
    ...ucenterMagicValues.flatMap(({ value }) => /^SANDBOX(\d{4})$/.exec(value)?.[1] ?? []),
  ]),
];

const ordinaryPhone = { kind: 'answer', answer: expect.objectContaining({ returnCode: '10000' }) };
const rounds = 10_000;

/** Every second one ends as a magic value does; none is of the block. */
function inventPhone(): string {
  for (;;) {
    const end = randomInt(2) === 0 ? oneOf(digits) : digitsOf(4);
    const phone = `1${randomInt(3, 10)}${digitsOf(5)}${end}`;
    if (!phone.startsWith('154154')) return phone;
  }
}

function oneOf<T>(values: readonly T[]): T {
  return values[randomInt(values.length)] as T;
}

function digitsOf(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join('');
}

/** The distinct outcomes of many values. */
function outcomes<T>(invent: () => string, outcomeOf: (value: string) => T): T[] {
  const seen = new Map<string, T>();
  for (let round = 0; round < rounds; round += 1) {
    const outcome = outcomeOf(invent());
    seen.set(JSON.stringify(outcome) ?? 'undefined', outcome);
  }
  return [...seen.values()];
}

describe('an ordinary person outside the reserved blocks never meets a magic value', () => {
  it('at the OneNET twin, which waits for the click: 10,000 random phone numbers', () => {
    expect(outcomes(inventPhone, oneNetBehaviourOf)).toEqual([{ kind: 'push', steps: [] }]);
  });

  it('at the Yuxin twin, which says that they match: 10,000 random phone numbers', () => {
    expect(outcomes(inventPhone, yuxinBehaviourOf)).toEqual([ordinaryPhone]);
  });

  it('at the ucenter twin: 10,000 random phone numbers, school numbers, device ids and SMS codes', () => {
    const end = () => oneOf([...digits, digitsOf(4)]);
    const schoolNumber = () =>
      oneOf(['', '35', '2026', 'B', 'S', 'BOX', 'D-']) + digitsOf(randomInt(9)) + end();
    const code = () => digitsOf(randomInt(4)) + end();
    expect(outcomes(inventPhone, (phone) => magicOf(effectOfPhone(phone)))).toEqual([undefined]);
    expect(outcomes(schoolNumber, (outid) => magicOf(effectOfText(outid)))).toEqual([undefined]);
    expect(outcomes(code, (typed) => magicOf(effectOfCode(typed)))).toEqual([undefined]);
  });

  it('at the LinkID twin: 10,000 random names and accounts', () => {
    const words = ['失败', '超时', '错误', '乱码', '陌生', '换人', '失效', '拒绝', '沙', '箱', '沙箱'];
    const name = () => oneOf([...'赵钱孙李沙林']) + oneOf([...'安宁文思试']) + oneOf([...words, '然', '远']);
    const account = () =>
      oneOf(['passed-', 'failed-', 'qr-', 'login-', 'error-', 'hang-', '', 'sandbox', 'sand-']) + digitsOf(8);
    expect(outcomes(name, nameMagicOf)).toEqual([undefined]);
    expect(outcomes(account, userMagicOf)).toEqual([{ kind: 'links', realNameUrl: true, qrUrl: true }]);
  });

  it('in any spelling that is a little longer or shorter than a magic value', () => {
    for (const phone of ['115415400002', '154154000020', '5415400002', '15415300002', '+15415400002']) {
      expect(effectOfPhone(phone)).toBeNull();
    }
    for (const text of ['SANDBOX', 'SANDBOX040', 'MYSANDBOX0409', 'SANDBOX0409A', 'SANDBOX-0409']) {
      expect(effectOfText(text)).toBeNull();
    }
    for (const code of ['0410', '154100', '154104100', '21540410']) expect(effectOfCode(code)).toBeNull();
    for (const name of ['失败', '林失败', '沙箱', '沙箱失败了', '小沙箱失败']) {
      expect(nameMagicOf(name)).toBeUndefined();
    }
  });
});

describe('a magic value is listed as it must be typed', () => {
  it('has its effect at the OneNET, Yuxin and ucenter twins', () => {
    for (const { value, behaviour } of oneNetMagic) expect(oneNetBehaviourOf(value)).toBe(behaviour);
    for (const { value, behaviour } of yuxinMagic) expect(yuxinBehaviourOf(value)).toBe(behaviour);
    for (const { value } of ucenterMagicValues) {
      if (value.startsWith('SANDBOX')) expect(magicOf(effectOfText(value))).toBeDefined();
    }
  });

  it("stands on the sandbox's page as a whole value", async () => {
    const sandbox = await startSandbox();
    try {
      const page = await (await fetch(sandbox.url)).text();
      const listed = [...page.matchAll(/<tr><td><code>([^<]+)<\/code>/g)].map(([, value]) => value ?? '');
      expect(listed.length).toBeGreaterThan(60);
      expect(listed.filter((value) => /^\d{4}$/.test(value))).toEqual([]);
    } finally {
      await sandbox.close();
    }
  });
});
