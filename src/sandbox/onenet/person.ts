/** An invented person, as OneNET would push them. Times are milliseconds since 1970. */
export interface Person {
  readonly custName: string;
  readonly custCertNo: string;
  readonly custCertAddr: string;
  readonly gender: '0' | '1';
  readonly nation: string;
  readonly birthday: number;
  readonly issuingAuthority: string;
  readonly certValidDate: number;
  readonly certExpDate: number;
}

/** An odd `order` is a man's, as in every resident identity number. */
interface Sketch {
  readonly name: string;
  readonly born: string;
  readonly order: string;
  readonly nation: string;
}

/** One birthday is so early that its value in milliseconds is a small number. */
const sketches: readonly [Sketch, ...Sketch[]] = [
  { name: '柳试一', born: '1988-06-17', order: '901', nation: '汉' },
  { name: '欧阳试二', born: '1971-03-04', order: '902', nation: '汉' },
  { name: '柏试三', born: '1999-11-23', order: '903', nation: '土家' },
  { name: '穆试四', born: '2003-02-09', order: '904', nation: '苗' },
];

/** The same person for the same phone number, so that page and push agree. */
export function personFor(phone: string): Person {
  const sketch = sketches[Number(phone) % sketches.length] ?? sketches[0];
  return {
    custName: sketch.name,
    custCertNo: identityNumber(sketch),
    custCertAddr: '重庆市渝北区沙箱路1号虚构小区2幢3-4',
    gender: Number(sketch.order) % 2 === 1 ? '1' : '0',
    nation: sketch.nation,
    birthday: chinaMidnight(sketch.born),
    issuingAuthority: '重庆市公安局渝北区分局',
    certValidDate: chinaMidnight('2019-05-01'),
    certExpDate: chinaMidnight('2039-05-01'),
  };
}

/** No county has ever had this code: the number is well formed and belongs to no one. */
const unassignedCounty = '500199';

function identityNumber(sketch: Sketch): string {
  const digits = `${unassignedCounty}${sketch.born.replaceAll('-', '')}${sketch.order}`;
  return digits + checkDigit(digits);
}

/** GB 11643: ISO 7064 MOD 11-2 over the seventeen digits. */
function checkDigit(digits: string): string {
  let remainder = 0;
  for (const digit of digits) remainder = ((remainder + Number(digit)) * 2) % 11;
  const check = (12 - remainder) % 11;
  return check === 10 ? 'X' : String(check);
}

function chinaMidnight(day: string): number {
  return Date.parse(`${day}T00:00:00+08:00`);
}
