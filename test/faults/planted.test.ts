import { patchedFiles } from './frame/program';
import { plantedBugs } from './long/planted-bugs';

describe('a planted bug', () => {
  it.each(plantedBugs.map(({ title, store, patches }) => [title, store, patches] as const))(
    'still fits into its file: %s (%s)',
    (_title, _store, patches) => {
      expect(patchedFiles(patches).size).toBeGreaterThan(0);
    },
  );
});
