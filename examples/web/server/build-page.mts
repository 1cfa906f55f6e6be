import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** A page outside of this repository installs the package instead. */
const alias = {
  'realname-subgraph/client': fileURLToPath(new URL('../../../client/src/index.ts', import.meta.url)),
};

/** The files of the page, by their paths. */
export type BuiltFiles = ReadonlyMap<string, string | Uint8Array>;

/** Builds the page in memory, so that no files are left over. */
export async function buildPage(root: string): Promise<BuiltFiles> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    resolve: { alias },
    build: { write: false },
  });
  if (!('output' in built)) throw new Error('Vite was asked for one build, and made none.');
  return new Map(
    built.output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source]),
  );
}
