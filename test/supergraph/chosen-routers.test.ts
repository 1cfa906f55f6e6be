import { chooseRouters, programSettings } from '../routers/support/chosen';

const all = Object.fromEntries(Object.values(programSettings).map((setting) => [setting, `/opt/${setting}`]));

describe('npm run test:routers', () => {
  it('runs the routers whose programs are named, and says which settings name none', () => {
    const { programs, leftOut } = chooseRouters({ COSMO_ROUTER: '/opt/cosmo', HIVE_ROUTER: '' });

    expect([...programs]).toEqual([['cosmo', '/opt/cosmo']]);
    expect(leftOut).toEqual(['APOLLO_ROUTER', 'HIVE_ROUTER']);
  });

  it('fails if a program is missing and ROUTERS=required', () => {
    expect(() => chooseRouters({ ...all, HIVE_ROUTER: '', ROUTERS: 'required' })).toThrow(/HIVE_ROUTER/);
    expect(chooseRouters({ ...all, ROUTERS: 'required' }).leftOut).toEqual([]);
  });
});
