import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../src/config';
import { faultsOf } from '../support/settings';
import { doorSettingsTable } from './door-settings-table';
import { settingsTable } from './settings-table';

const table = [...settingsTable, ...doorSettingsTable];

describe.each(table)('$name', ({ name, read, byDefault, good, bad, expected, beside = {} }) => {
  it('has its default where it is left out, and where it is empty', () => {
    expect(read(loadConfig(beside))).toEqual(byDefault);
    if (!(name in beside)) expect(read(loadConfig({ ...beside, [name]: '  ' }))).toEqual(byDefault);
  });

  it.each(good)('takes %j', (value, reads) => {
    expect(read(loadConfig({ ...beside, [name]: value }))).toEqual(reads);
  });

  if (bad.length > 0) {
    it.each(bad)('refuses %j by its name, and says what is expected', (value) => {
      const faults = faultsOf({ ...beside, [name]: value });

      expect(faults).toEqual([expect.stringMatching(new RegExp(`^${name} .*\\.$`))]);
      expect(faults[0]).toContain(expected);
    });
  }
});

describe('the tables of settings in this test', () => {
  it('have every setting that the code reads', () => {
    const code = ['config.ts', 'config-doors.ts', 'config-providers.ts'].map((file) =>
      readFileSync(join(__dirname, '../../src', file), 'utf8'),
    );
    const names = code.flatMap((text) =>
      [...text.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name),
    );
    const tested = [...table.map(({ name }) => name), 'ENCRYPTION_KEYS'];

    expect(names.length).toBeGreaterThan(30);
    expect(tested.toSorted()).toEqual(names.toSorted());
  });
});
