import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { composeSupergraph } from '../../../test/support/supergraph/compose.mts';
import { startDepartments } from '../../../test/support/supergraph/departments.mts';
import { startHiveGateway } from '../../../test/support/supergraph/hive-gateway.mts';
import { startUsers } from '../../../test/support/supergraph/users.mts';

/** Starts the neighbours, and a router over them and the service. Adds everything to close to `stack`. */
export async function startSupergraph(
  stack: AsyncDisposableStack,
  projectRoot: string,
  serviceUrl: string,
): Promise<string> {
  const users = await startUsers();
  stack.defer(users.close);
  const departments = await startDepartments();
  stack.defer(departments.close);
  const sdl = await readFile(join(projectRoot, 'schema/verification.graphql'), 'utf8');
  const supergraph = composeSupergraph([
    { name: 'verification', url: `${serviceUrl}/graphql`, sdl },
    { name: 'users', url: users.url, sdl: users.sdl },
    { name: 'departments', url: departments.url, sdl: departments.sdl },
  ]);
  const gateway = await startHiveGateway({ supergraph, subscriptions: 'ws' });
  stack.defer(gateway.close);
  return gateway.url;
}
