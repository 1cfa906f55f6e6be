import { Benefit } from '../../../src/graphql/remembered/rememberable';
import { RememberedRows } from '../../../src/graphql/remembered/rows';

const state = { id: 'v-1', version: 2, guid: 'account-1' };
const opened: RememberedRows[] = [];

function openRows(): RememberedRows {
  const rows = new RememberedRows();
  opened.push(rows);
  return rows;
}

afterEach(() => {
  for (const rows of opened.splice(0)) rows.close();
});

describe('RememberedRows', () => {
  it('knows a row by operation, id, version and account', () => {
    const rows = openRows();
    rows.keep(1, state, '{"id":"v-1"}');

    expect(rows.textOf(1, state)).toBe('{"id":"v-1"}');
    expect(rows.textOf(2, state)).toBeUndefined();
    expect(rows.textOf(1, { ...state, id: 'v-2' })).toBeUndefined();
    expect(rows.textOf(1, { ...state, version: 3 })).toBeUndefined();
    expect(rows.textOf(1, { ...state, version: 1 })).toBeUndefined();
    expect(rows.textOf(1, { ...state, guid: 'thief' })).toBeUndefined();
  });

  it('holds no more than 32 MB', () => {
    const rows = openRows();
    const text = 'x'.repeat(1024 * 1024);
    for (let n = 0; n < 20; n += 1) rows.keep(1, { ...state, id: `v-${n}` }, text);

    expect(rows.textOf(1, { ...state, id: 'v-0' })).toBeUndefined();
    expect(rows.textOf(1, { ...state, id: 'v-19' })).toBe(text);
  });

  it('forgets everything at once', () => {
    const rows = openRows();
    rows.keep(1, state, '{}');
    rows.forget();

    expect(rows.textOf(1, state)).toBeUndefined();
  });
});

describe('Benefit', () => {
  const tried = (benefit: Benefit) =>
    Array.from({ length: 160 }, () => benefit.isLikely).filter(Boolean).length;

  it('tries only some answers once rows are never met again, and all after they are', () => {
    const benefit = new Benefit();
    expect(tried(benefit)).toBe(160);
    for (let n = 0; n < 5; n += 1) benefit.note(1000, 0);
    expect(tried(benefit)).toBe(10);
    benefit.note(1000, 900);
    expect(tried(benefit)).toBe(160);
  });
});
