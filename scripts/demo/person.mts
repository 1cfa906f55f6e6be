import { randomBytes, randomInt } from 'node:crypto';

/** An invented person, with all the data that the methods ask for. */
export interface Person {
  readonly name: string;
  readonly identityNo: string;
  readonly mobileNo: string;
  /** Student or staff number, and the number of the campus card. */
  readonly outid: string;
}

/** A different one each time: attempts are limited per phone or card, and an identity belongs to one account. */
export function inventPerson(): Person {
  return {
    name: `${oneOf('赵钱孙李周吴郑王')}${oneOf('安宁文思')}${oneOf('然远青禾')}`,
    identityNo: inventIdentityNo(),
    mobileNo: inventMobileNo(),
    outid: inventOutid(),
  };
}

export function inventMobileNo(): string {
  return `199${digits(8)}`;
}

export function inventOutid(): string {
  return digits(14);
}

/** A number of the sandbox's block: its last four digits decide what the twin answers. */
export function reservedMobileNo(effect: string): string {
  return `154154${digits(1)}${effect}`;
}

/** As `reservedMobileNo`. */
export function reservedOutid(effect: string): string {
  return `SANDBOX${digits(10)}${effect}`;
}

/** An id that only this run knows. */
export function inventId(prefix: string): string {
  return `${prefix}${randomBytes(8).toString('hex')}`;
}

/** Begins like a JPEG and has the size that the service requires of a face; it is no picture of a person. */
export function inventPhoto(): string {
  const start = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
  return Buffer.concat([start, randomBytes(12 * 1024)]).toString('base64');
}

/** An invented city, a possible birthday, and the check digit that belongs to them (GB 11643). */
function inventIdentityNo(): string {
  const day = new Date(Date.UTC(1960, 0, 1 + randomInt(14_000)));
  const first17 = `4199${digits(2)}${day.toISOString().slice(0, 10).replaceAll('-', '')}${digits(3)}`;
  const sum = [...first17].reduce(
    (total, digit, place) => total + Number(digit) * (2 ** (17 - place) % 11),
    0,
  );
  return first17 + '10X98765432'.charAt(sum % 11);
}

function digits(count: number): string {
  return String(randomInt(10 ** count)).padStart(count, '0');
}

function oneOf(characters: string): string {
  return characters.charAt(randomInt(characters.length));
}
