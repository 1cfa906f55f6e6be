import { logBugs } from '../log-bugs';
import { runWithout } from '../run-without';

describe('a test of the transparency log fails because of a planted bug', () => {
  it.each(logBugs.map((bug) => [bug.bug, bug] as const))('%s', async (_bug, bug) => {
    const { failures, error } = await runWithout(bug, bug);

    expect(error).toBeNull();
    expect(failures).not.toEqual([]);
    // By what it asserts, or by the index that takes no event twice.
    for (const failure of failures) expect(failure).toMatch(/expect\(|UNIQUE constraint failed: log_entry/);
  });
});
