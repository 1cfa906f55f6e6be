import { Turns } from '../../../src/http/graphql/turns';

describe('long operations', () => {
  it('run one after the other, with a turn of the event loop between them', async () => {
    const turns = new Turns();
    const seen: string[] = [];
    const work = async (name: string) => {
      await turns.take();
      seen.push(name);
      // Runs in the next turn, as an answer to a request that came meanwhile would.
      setImmediate(() => seen.push(`after ${name}`));
    };

    await Promise.all(['first', 'second', 'third'].map(work));

    expect(seen).toEqual(['first', 'after first', 'second', 'after second', 'third']);
  });
});
