import { DatabaseSync } from 'node:sqlite';
import { DirectReader } from '../../src/storage/sqlite/direct-reader';

let database: DatabaseSync;
let reader: DirectReader;

beforeEach(() => {
  database = new DatabaseSync(':memory:');
  database.exec(
    "create table thing (id text primary key, n integer, sealed blob); insert into thing values ('a', 1, x'0102')",
  );
  reader = new DirectReader(database);
});

afterEach(() => database.close());

const select = 'select id, n as number, sealed from thing where id = ?';

describe('a direct read', () => {
  it('returns rows with the names of their columns', () => {
    const [row] = reader.read(select, ['a']) as { id: string; number: number; sealed: Uint8Array }[];
    expect([row?.id, row?.number, row?.sealed]).toEqual(['a', 1, new Uint8Array([1, 2])]);
    expect(reader.read(select, ['b'])).toEqual([]);
  });

  it('keeps its columns when one is added to the table', () => {
    reader.read(select, ['a']);
    database.exec('alter table thing add column later text');
    const [row] = reader.read(select, ['a']) as { number: number }[];
    expect(row?.number).toBe(1);
  });

  it('reads nothing while a transaction is open, and its rows after the commit', () => {
    database.exec("begin immediate; update thing set n = 2 where id = 'a'");
    expect(reader.read(select, ['a'])).toBeNull();
    database.exec('commit');
    expect((reader.read(select, ['a']) as { number: number }[])[0]?.number).toBe(2);
  });

  it('keeps the statements that are used, and no more than 256 however many shapes they have', () => {
    const prepare = jest.spyOn(database, 'prepare');
    reader.read(select, ['a']);
    for (let n = 0; n < 1000; n += 1) {
      reader.read(`select id as id${n} from thing where id = ?`, ['a']);
      if (n % 100 === 0) reader.read(select, ['a']);
    }
    expect(prepare).toHaveBeenCalledTimes(1001);

    reader.read('select id as id0 from thing where id = ?', ['a']);
    reader.read('select id as id999 from thing where id = ?', ['a']);

    expect(prepare).toHaveBeenCalledTimes(1002);
  });
});
