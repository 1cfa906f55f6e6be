import fc from 'fast-check';
import {
  maskAddress,
  maskBirthday,
  maskFreeText,
  maskIdentityNo,
  maskMobileNo,
  maskName,
} from '../../../src/domain/privacy/masking';

/** Any text without stars, so that every star in the result is the mask's. Half of the characters take two units. */
const texts = fc
  .string({
    unit: fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), fc.constantFrom('𠮷', '😀')),
  })
  .map((text) => text.replaceAll('*', ''));
const shown = (masked: string) => [...masked].filter((character) => character !== '*').length;
const hasLoneSurrogate = (text: string) => /\p{Cs}/u.test(text);

describe.each([
  ['maskName', maskName, 1],
  ['maskIdentityNo', maskIdentityNo, 3],
  ['maskMobileNo', maskMobileNo, 7],
] as const)('%s', (_name, mask, allowed) => {
  it(`shows at most ${allowed} code points, keeps the length and cuts no surrogate pair`, () => {
    fc.assert(
      fc.property(texts, (text) => {
        const masked = mask(text);
        expect(shown(masked)).toBeLessThanOrEqual(allowed);
        expect([...masked]).toHaveLength([...text].length);
        expect(hasLoneSurrogate(masked)).toBe(false);
      }),
    );
  });

  it('never uncovers what was masked before, and is idempotent', () => {
    const partlyMasked = fc.array(fc.constantFrom('*', '*', '1', '张', '𠮷')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(partlyMasked, (text) => {
        const masked = [...mask(text)];
        [...text].forEach((character, i) => {
          expect([character, '*']).toContain(masked[i]);
        });
        expect(mask(masked.join(''))).toBe(masked.join(''));
      }),
    );
  });
});

describe('maskName', () => {
  it.each([
    ['张三', '张*'],
    ['欧阳小明', '欧***'],
    ['𠮷野', '𠮷*'],
    ['李', '李'],
    ['', ''],
    ['*三', '**'],
  ])('shows %j as %j', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });
});

describe('maskIdentityNo', () => {
  it.each([
    ['110101199003074231', '1***************31'],
    ['42011119960229109X', '4***************9X'],
    ['H01234567', 'H******67'],
    ['ABCD', 'A*CD'],
    ['ABC', '***'],
    ['A', '*'],
    ['', ''],
    ['4201**********109X', '4***************9X'],
    ['************', '************'],
  ])('shows %j as %j', (number, masked) => {
    expect(maskIdentityNo(number)).toBe(masked);
  });
});

describe('maskMobileNo', () => {
  it.each([
    ['19912341234', '199****1234'],
    ['1064912340000', '106******0000'],
    ['12345678', '123*5678'],
    ['1234567', '*******'],
    ['', ''],
    ['180******11', '180******11'],
  ])('shows %j as %j', (number, masked) => {
    expect(maskMobileNo(number)).toBe(masked);
  });
});

describe('maskBirthday', () => {
  it.each([
    ['1990-03-07T00:00:00+08:00', '1990-**-**'],
    ['1989-12-31T15:59:59.999Z', '1989-**-**'],
    ['1989-12-31T16:00:00Z', '1990-**-**'],
    ['1949-10-01T00:00:00+08:00', '1949-**-**'],
    ['0987-01-02T00:00:00Z', '0987-**-**'],
  ])('shows %s as %s', (time, masked) => {
    expect(maskBirthday(Date.parse(time))).toBe(masked);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e20, -1e15, 1e15])('shows no part of the time %p', (ms) => {
    expect(maskBirthday(ms)).toBe('****-**-**');
  });
});

describe('maskAddress', () => {
  it.each([
    ['重庆市大渡口区', '重庆市'],
    ['北京市市辖区东城区某某路1号', '北京市'],
    ['浙江省杭州市西湖区文三路1号', '浙江省杭州市'],
    ['浙江省 杭州市 西湖区', '浙江省杭州市'],
    ['  江苏省镇江市京口区', '江苏省镇江市'],
    ['河南省新乡市红旗区', '河南省新乡市'],
    ['吉林省吉林市船营区', '吉林省吉林市'],
    ['黑龙江省大兴安岭地区呼玛县', '黑龙江省大兴安岭地区'],
    ['湖北省恩施土家族苗族自治州恩施市', '湖北省恩施土家族苗族自治州'],
    ['青海省海西蒙古族藏族自治州格尔木市', '青海省海西蒙古族藏族自治州'],
    ['新疆维吾尔自治区克孜勒苏柯尔克孜自治州阿图什市', '新疆维吾尔自治区克孜勒苏柯尔克孜自治州'],
    ['新疆维吾尔自治区乌鲁木齐市天山区', '新疆维吾尔自治区乌鲁木齐市'],
    ['内蒙古自治区锡林郭勒盟锡林浩特市', '内蒙古自治区锡林郭勒盟'],
    ['内蒙古自治区呼和浩特市新城区', '内蒙古自治区呼和浩特市'],
    ['西藏自治区阿里地区噶尔县', '西藏自治区阿里地区'],
    ['广西壮族自治区南宁市', '广西壮族自治区南宁市'],
    ['香港特别行政区九龙城区某某道1号', '香港特别行政区'],
    ['海南省陵水黎族自治县某某镇菜市场', '海南省'],
    ['河北省', '河北省'],
    ['河北省长安大街12号都市花园', '河北省'],
    ['浙江省文三路东市街1号', '浙江省'],
    ['江苏省沙洲县城市花园', '江苏省'],
    ['杭州市西湖区文三路1号', '杭州市'],
    ['幸福路三号省府大院都市花园', '幸福路'],
    ['𠮷𠮷𠮷𠮷', '𠮷𠮷𠮷'],
    ['重*市大渡口区', '重*市'],
    ['浙江省***', '浙江省'],
    ['某', '某'],
    ['', ''],
  ])('shows %j as %j', (address, masked) => {
    expect(maskAddress(address)).toBe(masked);
  });

  it('shows at most three code points of an address that does not begin with a province', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const masked = maskAddress(`某${text}`);
        expect([...masked].length).toBeLessThanOrEqual(3);
        expect(hasLoneSurrogate(masked)).toBe(false);
      }),
    );
  });

  it('shows nothing after a street, with or without a city before it', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(maskAddress(`浙江省杭州市文三路${text}`)).toBe('浙江省杭州市');
        expect(maskAddress(`浙江省文三路${text}`)).toBe('浙江省');
      }),
    );
  });
});

describe('maskFreeText', () => {
  it.each([
    ['G110101199003074231', 'G1***************31'],
    ['身份证42011119960229109X与姓名不符', '身份证4***************9X与姓名不符'],
    ['身份证42011119960229109x。', '身份证4***************9x。'],
    ['身份证４２０１１１１９９６０２２９１０９Ｘ', '身份证４***************９Ｘ'],
    ['old 420111960229109.', 'old 4************09.'],
    ['busi 50010419999033025000', 'busi 5*****************00'],
    ['420111 19960229 1099', '4*****************99'],
    ['420111-19960229-109X', '4*****************9X'],
    ['手机号19912341234已认证', '手机号199****1234已认证'],
    ['手机号１９９１２３４１２３４已认证', '手机号１９９****１２３４已认证'],
    ['+8619912341234', '+86199****1234'],
    ['8619912341234', '86199****1234'],
    ['019912341234', '0199****1234'],
    ['008619912341234', '0************34'],
    ['199 1234 1234', '199******1234'],
    ['199-1234-1234', '199******1234'],
    ['IoT 1064912340000', 'IoT 106******0000'],
    ['a19912341234b19912345678', 'a199****1234b199****5678'],
    ['110101199003074231,19912341234', '1***************31,199****1234'],
    ['1101 0119 9003 0742 31', '1*******************31'],
    ['1101-0119-9003-0742-3X', '1*******************3X'],
    ['110101 1990 0307 4231', '1******************31'],
    ['110-101-1990-03-07-423x', '1********************3x'],
    ['110101\u30001990\u22120307\u20104231', '1******************31'],
    ['110\u200b10119900307\u202c4231', '1*****************31'],
    ['G1101 0119 9003 0742 31', 'G1*******************31'],
    ['420111 960229 109', '4**************09'],
    ['199 1234\u20101234', '199******1234'],
    ['1991 2341 234', '199****** 234'],
    ['199\u200b1234\u200b1234', '199******1234'],
    ['permit H12345678 is', 'permit H******78 is'],
    ['通行证h1234567800不符', '通行证h********00不符'],
    ['H12345678(00)', 'H**********0)'],
    ['MA1234567', 'M******67'],
    ['护照E12345678、EA1234567、Ｇ１２３４５６７８', '护照E******78、E******67、Ｇ******７８'],
    ['E 1234 5678', 'E********78'],
    ['138.0000.1234', '138******1234'],
    ['110105194912310 02X', '1****************2X'],
  ])('shows %j as %j', (text, masked) => {
    expect(maskFreeText(text)).toBe(masked);
  });

  it.each([
    '',
    '认证成功',
    'error 10001 at 2020-04-11 18:07:17',
    'order 20200411180717',
    'time 1595385530123',
    'order 2919912341234',
    'order 1991234123429',
    '12912341234',
    '0571-12345678',
    '1991234123',
    '180******11',
    '1***************31',
    '1990-03-07',
    'codes 200 301 302 303 304',
    'C01234567',
    'E123456789',
    'SHA12345678',
    'e1234567-89ab-4cde-8f01-23456789abcd',
    'order 2024-12-31 1234567',
  ])('leaves %j unchanged', (text) => {
    expect(maskFreeText(text)).toBe(text);
  });

  const asciiDigits = (length: number) =>
    fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
      .map((all) => all.join(''));
  const words = fc.stringMatching(/^[a-zA-Z 张三,.;:()]*$/);

  it('never leaves an identity number in any text', () => {
    fc.assert(
      fc.property(
        words,
        fc.oneof(
          asciiDigits(18),
          asciiDigits(15),
          asciiDigits(17).map((d) => `${d}X`),
        ),
        words,
        (a, number, b) => {
          expect(maskFreeText(`${a}${number}${b}`)).toBe(`${a}${maskIdentityNo(number)}${b}`);
        },
      ),
    );
  });

  it('never leaves a phone number in any text', () => {
    fc.assert(
      fc.property(words, asciiDigits(9), words, (a, digits, b) => {
        expect(maskFreeText(`${a}19${digits}${b}`)).toBe(`${a}${maskMobileNo(`19${digits}`)}${b}`);
      }),
    );
  });

  it('never leaves a grouped identity number in any text', () => {
    const grouped = fc
      .tuple(asciiDigits(18), fc.constantFrom(' ', '-', '\u3000', '\u2212'))
      .map(([d, gap]) => (d.match(/.{1,4}/g) ?? []).join(gap));
    fc.assert(
      fc.property(words, grouped, words, (a, number, b) => {
        expect(maskFreeText(`${a}.${number}.${b}`)).toBe(`${a}.${maskIdentityNo(number)}.${b}`);
      }),
    );
  });

  it('leaves text without digits unchanged, and is idempotent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(maskFreeText(maskFreeText(text))).toBe(maskFreeText(text));
        const wordless = text.replace(/[0-9０-９]/g, '');
        expect(maskFreeText(wordless)).toBe(wordless);
      }),
    );
  });

  it("masks the identity number inside the memberId of ucenter's sample", () => {
    expect(maskFreeText('G110101199003074231')).toBe('G1***************31');
  });

  it('leaves a memberId unchanged if it is a school number', () => {
    expect(maskFreeText('S20230017')).toBe('S20230017');
  });

  it('scans a long run of digits in linear time', () => {
    expect(maskFreeText('7'.repeat(200_000))).toBe(`7${'*'.repeat(199_997)}77`);
  });
});
