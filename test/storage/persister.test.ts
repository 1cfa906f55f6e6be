import { Composer } from '../../src/storage/persister';
import type { StoreMeter } from '../../src/storage/store';

class Reads {
  constructor(private readonly text: string) {}

  async find(id: string): Promise<string> {
    return `${this.text} ${id}`;
  }
}

class Changes {
  async change(): Promise<never> {
    throw new Error('away');
  }
}

function measuring(): { readonly meter: StoreMeter; readonly work: string[] } {
  const work: string[] = [];
  return {
    work,
    meter: {
      store: ({ name, kind, result }, seconds) => work.push(`${name} ${kind} ${result} ${seconds >= 0}`),
    },
  };
}

describe('a persister', () => {
  it('has the methods of its reading part and of its changing part, bound to their objects', async () => {
    const { find, change } = new Composer(null).persister('things', {
      reads: new Reads('thing'),
      changes: new Changes(),
    });
    expect(await find('1')).toBe('thing 1');
    await expect(change()).rejects.toThrow('away');
  });

  it('reports each call to the meter by subject, kind and result', async () => {
    const { meter, work } = measuring();
    const composer = new Composer(meter);
    const things = composer.persister('things', { reads: new Reads('thing'), changes: new Changes() });
    await things.find('1');
    await expect(things.change()).rejects.toThrow('away');
    await composer.reader('others', new Reads('other')).find('2');
    expect(work).toEqual([
      'things.find read ok true',
      'things.change change failed true',
      'others.find read ok true',
    ]);
  });
});
