import { loadConfig } from '../../src/config/config';
import { settingNames } from '../docs/support/setting-names';
import { faultsOf } from '../support/settings';
import { serverSettingsTable } from './server-settings-table';
import { settingsTable } from './settings-table';

const table = [...settingsTable, ...serverSettingsTable];

describe.each(table)('$name', ({ name, read, byDefault, good, bad, expected, beside = {} }) => {
  it('has its default if it is omitted or empty', () => {
    expect(read(loadConfig(beside))).toEqual(byDefault);
    if (!(name in beside)) expect(read(loadConfig({ ...beside, [name]: '  ' }))).toEqual(byDefault);
  });

  it.each(good)('accepts %j', (value, reads) => {
    expect(read(loadConfig({ ...beside, [name]: value }))).toEqual(reads);
  });

  if (bad.length > 0) {
    it.each(bad)('refuses %j with its name and the expected values', (value) => {
      const faults = faultsOf({ ...beside, [name]: value });

      expect(faults).toEqual([expect.stringMatching(new RegExp(`^${name} .*\\.$`))]);
      expect(faults[0]).toContain(expected);
    });
  }
});

describe('the tables of settings in this test', () => {
  it('have every setting that the code reads', () => {
    const names = [...settingNames];
    const tested = [...table.map(({ name }) => name), 'ENCRYPTION_KEYS'];

    expect(names.length).toBeGreaterThan(30);
    expect(tested.toSorted()).toEqual(names.toSorted());
  });
});
