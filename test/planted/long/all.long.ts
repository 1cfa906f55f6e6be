import { defences } from '../defences';
import { exploitsOfSecurityMd } from '../exploits';
import { runWithout } from '../run-without';

const exploits = new Map(exploitsOfSecurityMd().map((exploit) => [exploit.number, exploit]));
const rows = defences.map((defence) => [defence.exploit, exploits.get(defence.exploit), defence] as const);

describe('the test of an exploit fails without its defence', () => {
  it.each(
    rows.map(
      ([number, exploit, defence]) =>
        [`${number}. ${exploit?.attack}`, defence.file, exploit, defence] as const,
    ),
  )('%s (%s)', async (_attack, _file, exploit, defence) => {
    if (!exploit) throw new Error(`SECURITY.md has no exploit ${defence.exploit}.`);

    const { failures, error } = await runWithout(defence, exploit);

    expect(error).toBeNull();
    expect(failures).not.toEqual([]);
    // By what it asserts, and not because the service broke.
    for (const failure of failures) expect(failure).toContain('expect(');
  });
});
