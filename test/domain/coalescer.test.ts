import { Coalescer } from '../../src/domain/coalescer';

describe('a coalescer of lookups', () => {
  const asked: string[] = [];
  const answer = (text: string) => async () => {
    asked.push(text);
    return text;
  };
  let coalescer: Coalescer<string>;

  beforeEach(() => {
    asked.length = 0;
    coalescer = new Coalescer();
  });

  it('performs one lookup for all requests of one turn, and answers all of them', async () => {
    const answers = [1, 2, 3].map((n) => coalescer.ask('the same', answer(`of ${n}`)));
    expect(await Promise.all(answers)).toEqual(['of 1', 'of 1', 'of 1']);
    expect(asked).toEqual(['of 1']);
  });

  it('starts the lookup after the last request of the turn', async () => {
    let state = 'before';
    const look = async () => state;
    const first = coalescer.ask('state', look);
    await Promise.resolve();
    state = 'after';
    const second = coalescer.ask('state', look);
    expect(await Promise.all([first, second])).toEqual(['after', 'after']);
  });

  it('does not share a lookup between different keys', async () => {
    const answers = ['one', 'another'].map((question) => coalescer.ask(question, answer(question)));
    expect(await Promise.all(answers)).toEqual(['one', 'another']);
  });

  it('does not share a lookup that has already started', async () => {
    let begun = () => {};
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    let finish = (_text: string) => {};
    const slow = coalescer.ask('the same', () => {
      begun();
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    await hasBegun;
    expect(await coalescer.ask('the same', answer('anew'))).toBe('anew');
    finish('slowly');
    expect(await slow).toBe('slowly');
  });

  it('rejects every request of a failed lookup, and none made after it', async () => {
    const fail = async (): Promise<string> => {
      throw new Error('the store is away');
    };
    const answers = [coalescer.ask('the same', fail), coalescer.ask('the same', fail)];
    for (const failed of answers) await expect(failed).rejects.toThrow('the store is away');
    expect(await coalescer.ask('the same', answer('back'))).toBe('back');
  });
});
