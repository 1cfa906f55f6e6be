import { dutyFindings } from '../../src/cli/doctor/duties';

const ago = (ms: number) => new Date(Date.now() - ms);
const findings = (successes: Readonly<Record<string, Date | null>>) =>
  dutyFindings(
    {
      leases: {
        withLease: async () => null,
        confirm: async () => {},
        lastSuccesses: async () => new Map(Object.entries(successes)),
      },
    },
    new Set(['ONENET']),
  );

describe('[2] realname doctor on recurring jobs', () => {
  it('has a line for each, and warns of one that has not succeeded for five minutes', async () => {
    const found = await findings({
      retain: ago(20 * 60_000),
      expire: ago(4000),
      makeRoom: null,
      'ask ONENET': ago(1000),
      'ask YUXIN': ago(90_000_000),
    });

    expect(found.map(({ check, state, found: text }) => [check, state, text])).toEqual([
      ['duty:ask-ONENET', 'ok', 'last succeeded 1 s ago'],
      ['duty:expire', 'ok', 'last succeeded 4 s ago'],
      ['duty:makeRoom', 'warn', 'has never succeeded'],
      ['duty:retain', 'warn', 'last succeeded 20 min ago'],
    ]);
  });

  it('has one line for all if none has succeeded for five minutes, or ever', async () => {
    expect(await findings({ expire: ago(600_000), retain: ago(700_000) })).toMatchObject([
      { check: 'duties', state: 'warn', found: 'no recurring job has succeeded for 10 min' },
    ]);
    expect(await findings({})).toMatchObject([{ check: 'duties', state: 'ok' }]);
  });
});
