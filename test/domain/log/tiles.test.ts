import {
  fromBundle,
  levelWidth,
  parseTilePath,
  tilePath,
  toBundle,
  widthOf,
} from '../../../src/domain/log/tiles';

describe('the path of a tile', () => {
  test.each([
    [{ level: 0, index: 1234067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ level: 3, index: 999, width: 1 }, 'tile/3/999.p/1'],
    [{ level: 'entries', index: 1000, width: 255 }, 'tile/entries/x001/000.p/255'],
  ] as const)('is written and read as C2SP tlog-tiles says: %j', (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  test.each([
    'tile/00/000',
    'tile/64/000',
    'tile/0/0',
    'tile/0/1000',
    'tile/0/x000/001',
    'tile/0/001/002',
    'tile/0/x001',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/07',
    'tile/0/000.p/300',
    'tile/entries/000/',
    'tile/data/000',
    'tile/0/000%00',
  ])('is not read when it is written in another way: %s', (path) => {
    expect(parseTilePath(path)).toBeNull();
  });
});

describe('the tiles of a log', () => {
  test('are those of the specification for 70,000 entries', () => {
    const size = 70_000;
    expect(levelWidth(0, size)).toBe(273 * 256 + 112);
    expect(widthOf(0, 272, size)).toBe(256);
    expect(widthOf(0, 273, size)).toBe(112);
    expect(widthOf('entries', 273, size)).toBe(112);
    expect(widthOf(1, 0, size)).toBe(256);
    expect(widthOf(1, 1, size)).toBe(17);
    expect(widthOf(2, 0, size)).toBe(1);
    expect(widthOf(2, 1, size)).toBe(0);
    expect(widthOf(3, 0, size)).toBe(0);
  });

  test('are one full tile and a tile of width 1 above it for 256 entries', () => {
    expect(widthOf(0, 0, 256)).toBe(256);
    expect(widthOf(0, 1, 256)).toBe(0);
    expect(widthOf(1, 0, 256)).toBe(1);
  });
});

describe('a bundle of entries', () => {
  test('writes the length of each entry before it, as two bytes', () => {
    const bundle = toBundle([Buffer.from('ab'), Buffer.alloc(0), Buffer.alloc(258, 'c')]);
    expect(bundle.subarray(0, 8).toString('hex')).toBe('0002616200000102');
    expect(fromBundle(bundle)?.map(({ length }) => length)).toEqual([2, 0, 258]);
  });

  test.each(['00', '0002ff', '0001aa00'])('whose lengths do not fit its bytes is not read: %s', (bytes) => {
    expect(fromBundle(Buffer.from(bytes, 'hex'))).toBeNull();
  });

  test('takes entries of 65,535 bytes and no more', () => {
    expect(toBundle([Buffer.alloc(65_535)]).length).toBe(65_537);
    expect(() => toBundle([Buffer.alloc(65_536)])).toThrow(RangeError);
  });
});
