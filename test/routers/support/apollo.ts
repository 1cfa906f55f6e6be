import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { parse as parseGraphQL } from 'graphql';
import { parse, stringify } from 'yaml';
import { documented } from './documented';
import type { ListedSubgraph, Router } from './router';
import { runProgram } from './run-program';
import { withoutMarks } from './without-marks';

/**
 * Without a licence the program neither starts with the schema's marks for callers nor with subscriptions or token
 * checks: only the rest of the documented configuration is used. The program reads the whole of it all the same.
 */
export const apolloRouters: readonly Router[] = [
  {
    mode: 'without a licence',
    clients: [],
    persistedQueries: true,
    async start({ folder, port, program, subgraphs }) {
      const supergraph = join(folder, 'supergraph.graphql');
      writeFileSync(supergraph, composed(subgraphs));
      const [whole = '', passthrough = ''] = [
        ...documented('Apollo Router', 'router.yaml', { '0.0.0.0:4000': `127.0.0.1:${port}` }),
        ...documented('Apollo Router', 'router.yaml, in part', {}),
      ];
      const file = join(folder, 'router.yaml');
      for (const documented of [whole, passthrough]) {
        writeFileSync(file, documented);
        execFileSync(program, ['config', 'validate', file], { stdio: 'pipe' });
      }
      const { authentication: _a, subscription: _s, ...config } = parse(whole) as Record<string, unknown>;
      const origin = `http://127.0.0.1:${port}`;
      writeFileSync(file, stringify({ ...config, health_check: { listen: `127.0.0.1:${port}` } }));
      const running = await runProgram(
        program,
        ['--config', file, '--supergraph', supergraph],
        { APOLLO_TELEMETRY_DISABLED: 'true' },
        `${origin}/health`,
      );
      return { ...running, url: `${origin}/` };
    },
  },
];

function composed(subgraphs: readonly ListedSubgraph[]): string {
  const { supergraphSdl, errors = [] } = composeServices(
    subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: withoutMarks(parseGraphQL(sdl)) })),
  );
  if (supergraphSdl === undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}
