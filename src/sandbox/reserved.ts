/**
 * The values to which the twins react: whole values of blocks that are reserved for them. An ordinary number, however it
 * ends, never meets one.
 */

/** The block of phone numbers. No operator has ever been given 154. The seventh digit is free, the last four say what happens. */
const phones = /^154154\d(\d{4})$/;

/** The block of school numbers, device ids and order numbers. More digits may come before the last four. */
const texts = /^SANDBOX\d*(\d{4})$/i;

/** The block of SMS codes. */
const codes = /^1541(\d{4})$/;

/** The four digits that say what happens; null for every value outside the block. */
export function effectOfPhone(value: string): string | null {
  return phones.exec(value)?.[1] ?? null;
}

export function effectOfText(value: string): string | null {
  return texts.exec(value)?.[1] ?? null;
}

export function effectOfCode(value: string): string | null {
  return codes.exec(value)?.[1] ?? null;
}

/** The first phone number with that effect. */
export function reservedPhone(effect: string): string {
  return `1541540${effect}`;
}

export function reservedText(effect: string): string {
  return `SANDBOX${effect}`;
}

/** The provider's words in an answer that came of a magic value, so that it is not taken for an ordinary one. */
export function marked(words: string): string {
  return `[沙箱特殊值 sandbox magic value] ${words}`;
}
