import type { Config } from '../config/config';
import { Secret } from '../domain/privacy/secret';
import type { Sandbox, SandboxOptions } from '../sandbox/server';

type SandboxEnvironment = Sandbox['environment'];

/** Loaded only if it is on: a service that calls the real providers has no use for their twins. */
export function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { startSandbox } = require('../sandbox/server') as typeof import('../sandbox/server');
  return startSandbox(options);
}

/** The sandbox's LinkID shows its own token if none is set. */
export function sourceToken(
  { linkIdSource }: Config,
  sandbox: SandboxEnvironment | null,
): Secret<string> | null {
  const { token, takesPublishedToken } = linkIdSource;
  const published = takesPublishedToken ? sandbox?.['LINKID_SOURCE_TOKEN'] : undefined;
  return token ?? (published === undefined ? null : Secret.of(published));
}
