import { build } from 'vite';

/** What a browser loads, by its path. */
export type BuiltFiles = ReadonlyMap<string, string | Uint8Array>;

/** Builds the page in memory: nothing is written, so that nothing is left behind. */
export async function buildPage(root: string): Promise<BuiltFiles> {
  const built = await build({ root, configFile: false, logLevel: 'warn', build: { write: false } });
  if (!('output' in built)) throw new Error('Vite was asked for one build, and made none.');
  return new Map(
    built.output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source]),
  );
}
