import { always } from '../../../src/domain/assurance/span';
import { Benefit } from '../../../src/graphql/remembered/rememberable';
import { RememberedRows } from '../../../src/graphql/remembered/rows';

const state = { id: 'v-1', version: 2, guid: 'account-1' };
const now = new Date('2026-03-01T04:00:00.000Z');
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
    rows.keep(1, state, '{"id":"v-1"}', always);

    expect(rows.textOf(1, state, now)).toBe('{"id":"v-1"}');
    expect(rows.textOf(2, state, now)).toBeUndefined();
    expect(rows.textOf(1, { ...state, id: 'v-2' }, now)).toBeUndefined();
    expect(rows.textOf(1, { ...state, version: 3 }, now)).toBeUndefined();
    expect(rows.textOf(1, { ...state, version: 1 }, now)).toBeUndefined();
    expect(rows.textOf(1, { ...state, guid: 'thief' }, now)).toBeUndefined();
  });

  it('knows a text that rests on an account by the revision of the account', () => {
    const rows = openRows();
    rows.keep(1, { ...state, revision: 4 }, '{}', always);

    expect(rows.textOf(1, { ...state, revision: 4 }, now)).toBe('{}');
    for (const revision of [3, 5, null, undefined])
      expect(rows.textOf(1, { ...state, revision }, now)).toBeUndefined();
  });

  it('shows a text within its time alone', () => {
    const rows = openRows();
    rows.keep(1, state, '{}', { from: now.getTime() - 1, until: now.getTime() + 1 });

    const shown = [-2, -1, 0, 1].map((ms) => rows.textOf(1, state, new Date(now.getTime() + ms)));
    expect(shown).toEqual([undefined, '{}', '{}', undefined]);
  });

  it('holds no more than 32 MB', () => {
    const rows = openRows();
    const text = 'x'.repeat(1024 * 1024);
    for (let n = 0; n < 20; n += 1) rows.keep(1, { ...state, id: `v-${n}` }, text, always);

    expect(rows.textOf(1, { ...state, id: 'v-0' }, now)).toBeUndefined();
    expect(rows.textOf(1, { ...state, id: 'v-19' }, now)).toBe(text);
  });

  it('forgets everything at once', () => {
    const rows = openRows();
    rows.keep(1, state, '{}', always);
    rows.forget();

    expect(rows.textOf(1, state, now)).toBeUndefined();
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
