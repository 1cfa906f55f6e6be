import { readFile, writeFile } from 'node:fs/promises';
import { composeSupergraph } from '../../test/support/supergraph/compose.mts';

/**
 * Composes the supergraph that the gateway of compose.yaml runs: this subgraph alone. With --check, only compares, and
 * fails if it differs. Add your other subgraphs here, or give the gateway the supergraph of your registry.
 */
const schema = new URL('../../schema/verification.graphql', import.meta.url);
const supergraph = new URL('generated/supergraph.graphql', import.meta.url);
const sdl = await readFile(schema, 'utf8');
const composed = composeSupergraph([{ name: 'realname', url: 'http://realname:4001/graphql', sdl }]);

if (!process.argv.includes('--check')) {
  await writeFile(supergraph, composed);
} else if ((await readFile(supergraph, 'utf8')) !== composed) {
  process.stderr.write('The supergraph is not of this schema. Run: node ops/gateway/compose.mts\n');
  process.exitCode = 1;
}
