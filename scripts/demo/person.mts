import { randomBytes, randomInt } from 'node:crypto';

/** Somebody who does not exist, with all that the methods ask of a person. */
export interface Person {
  readonly name: string;
  readonly identityNo: string;
  readonly mobileNo: string;
  /** Student or staff number, and the number of the campus card. */
  readonly outid: string;
}

/** Another one each time: the limits on tries hold for one phone or card, and an identity belongs to one account. */
export function inventPerson(): Person {
  return {
    name: `${oneOf('赵钱孙李周吴郑王')}${oneOf('安宁文思')}${oneOf('然远青禾')}`,
    identityNo: inventIdentityNo(),
    mobileNo: inventMobileNo(),
    outid: inventOutid(),
  };
}

/** The ending decides what a twin does; without one it is none that a twin reacts to. */
export function inventMobileNo(ending = ordinaryEnding()): string {
  return `199${digits(4)}${ending}`;
}

/** As `inventMobileNo`. */
export function inventOutid(ending = ordinaryEnding()): string {
  return `${digits(10)}${ending}`;
}

/** The id of something that only this run knows. */
export function inventId(prefix: string): string {
  return `${prefix}${randomBytes(8).toString('hex')}`;
}

/** Begins as a JPEG does, and is as large as the service asks of a face; no picture of anybody. */
export function inventPhoto(): string {
  const start = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
  return Buffer.concat([start, randomBytes(12 * 1024)]).toString('base64');
}

/** A city that does not exist, a possible birthday, and the check digit that belongs to them (GB 11643). */
function inventIdentityNo(): string {
  const day = new Date(Date.UTC(1960, 0, 1 + randomInt(14_000)));
  const first17 = `4199${digits(2)}${day.toISOString().slice(0, 10).replaceAll('-', '')}${digits(3)}`;
  const sum = [...first17].reduce(
    (total, digit, place) => total + Number(digit) * (2 ** (17 - place) % 11),
    0,
  );
  return first17 + '10X98765432'.charAt(sum % 11);
}

/** All that the twins react to begins with 0. */
function ordinaryEnding(): string {
  return String(randomInt(1000, 10_000));
}

function digits(count: number): string {
  return String(randomInt(10 ** count)).padStart(count, '0');
}

function oneOf(characters: string): string {
  return characters.charAt(randomInt(characters.length));
}
