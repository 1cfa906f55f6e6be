import { temporaryFolder } from '../support/temporary-folder';
import { copyProgram } from './frame/program';
import { plantedBugs } from './long/planted-bugs';

describe('the bugs that show that the fault suite finds bugs', () => {
  it.each(plantedBugs.map(({ title, store, patches }) => [title, store, patches] as const))(
    'can still be put where they belong: %s (%s)',
    (_title, _store, patches) => {
      const folder = temporaryFolder();
      try {
        expect(() => copyProgram(folder.path, patches)).not.toThrow();
      } finally {
        folder.remove();
      }
    },
  );
});
