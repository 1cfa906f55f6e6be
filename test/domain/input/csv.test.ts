import { parseCsv } from '../../../src/domain/input/csv';

const fieldsOf = (text: string) => parseCsv(text)?.map(({ fields }) => fields);

describe('parseCsv', () => {
  it('reads fields between commas, with either line break and with or without one at the end', () => {
    expect(fieldsOf('a,b\nc,\r\n,')).toEqual([
      ['a', 'b'],
      ['c', ''],
      ['', ''],
    ]);
    expect(fieldsOf('a\n')).toEqual([['a']]);
    expect(fieldsOf('')).toEqual([]);
  });

  it('reads quoted fields, and counts the lines in them', () => {
    expect(parseCsv('\ufeffa,"b, ""c"""\n"d\ne",f\n\n\ng,h')).toEqual([
      { line: 1, fields: ['a', 'b, "c"'] },
      { line: 2, fields: ['d\ne', 'f'] },
      { line: 6, fields: ['g', 'h'] },
    ]);
    expect(fieldsOf('"",a\n""')).toEqual([['', 'a'], ['']]);
  });

  it.each(['"a', 'a"b', '"a"b', 'a\n"b', '"a" ,b'])('refuses a quote in a wrong place: %j', (text) => {
    expect(parseCsv(text)).toBeNull();
  });
});
