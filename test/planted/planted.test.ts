import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defences } from './defences';
import { exploitsOfSecurityMd, root } from './exploits';
import { logBugs } from './log-bugs';
import { runWithout } from './run-without';

/** `npm run test:planted` takes out each of them; here is what costs little. */

const exploits = exploitsOfSecurityMd();
const placesOf = (path: string, text: string) =>
  readFileSync(join(root, path), 'utf8').split(text).length - 1;

describe('the defences that npm run test:planted takes out', () => {
  it('are those of every exploit in SECURITY.md, numbered from 1', () => {
    expect(exploits.length).toBeGreaterThan(20);
    expect(exploits.map(({ number }) => number)).toEqual(exploits.map((_, place) => place + 1));
    expect([...new Set(defences.map(({ exploit }) => exploit))]).toEqual(
      exploits.map(({ number }) => number),
    );
  });

  it.each(defences)(
    'stand in the sources exactly once: $exploit, $file',
    ({ file, find, becomes, compiled }) => {
      expect(placesOf(file, find)).toBe(1);
      expect(becomes).not.toBe(find);
      if (compiled) expect(placesOf(`dist/${compiled}`, find)).toBe(1);
    },
  );

  it.each(logBugs)('the bug $bug can be planted, and names a test', (bug) => {
    const { file, find, becomes, compiled, test, title, titledIn = test } = bug;
    expect(placesOf(file, find)).toBe(1);
    expect(becomes).not.toBe(find);
    if (compiled) expect(placesOf(`dist/${compiled}`, find)).toBe(1);
    expect(readFileSync(join(root, titledIn), 'utf8')).toContain(title.split(/: found|, %/)[0]);
  });

  it('let their exploit in once they are gone, and a fault that changes nothing does not', async () => {
    const defence = defences.find(({ exploit }) => exploit === 12);
    const exploit = exploits[11];
    if (!defence || !exploit) throw new Error('There is no exploit 12.');

    const [without, withIt] = [
      await runWithout(defence, exploit),
      await runWithout({ ...defence, becomes: `${defence.find} ` }, exploit),
    ];

    expect(without).toMatchObject({ passed: 0, error: null });
    expect(without.failures.join('\n')).toContain('Expected: 421');
    expect(withIt).toMatchObject({ failures: [], error: null });
    expect(withIt.passed).toBeGreaterThan(0);
  });
});
