import { logBugs } from '../log-bugs';
import { runWithout } from '../run-without';

describe('a test of the transparency log fails because of a planted bug', () => {
  it.each(logBugs.map((bug) => [bug.bug, bug] as const))('%s', async (_bug, bug) => {
    const { failures, error } = await runWithout(bug, bug);

    expect(error).toBeNull();
    expect(failures).not.toEqual([]);
    for (const failure of failures) expect(failure).toContain('expect(');
  });
});
