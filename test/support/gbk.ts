/** The bytes of a text in GBK, which Node can only decode: the decoder's own table, read the other way. */
export function gbk(text: string): Uint8Array {
  return Buffer.concat([...text].map((character) => bytesOf(character)));
}

let table: ReadonlyMap<string, Uint8Array> | null = null;

function bytesOf(character: string): Uint8Array {
  if (character < '\u0080') return Buffer.from(character, 'latin1');
  table ??= readTable();
  const bytes = table.get(character);
  if (!bytes) throw new Error('GBK does not have this character');
  return bytes;
}

function readTable(): ReadonlyMap<string, Uint8Array> {
  const decoder = new TextDecoder('gbk');
  const found = new Map<string, Uint8Array>();
  for (let first = 0x81; first <= 0xfe; first += 1) {
    for (let second = 0x40; second <= 0xfe; second += 1) {
      const bytes = Uint8Array.of(first, second);
      const character = decoder.decode(bytes);
      if ([...character].length === 1) found.set(character, bytes);
    }
  }
  return found;
}
