import { z } from 'zod';
import { isLoopbackHost } from '../domain/input/address-check';
import { text } from '../domain/input/setting-value';
import { Secret } from '../domain/privacy/secret';

export const linkIdSourceFields = {
  LINKID_SOURCE_TOKEN: text,
  LINKID_SOURCE_VIA: z.enum(['yuxin', 'sandbox'], 'must be yuxin or sandbox').optional(),
};

/** How LinkID's questions to us, as its third-party data source, are answered. */
export interface LinkIdSourceConfig {
  readonly via: 'yuxin' | 'sandbox' | null;
  /** The token that LinkID must show. */
  readonly token: Secret<string> | null;
  /** Whether the sandbox's token, which anybody can read, may stand in for one that is not set. */
  readonly takesPublishedToken: boolean;
}

/** The token of the sandbox's LinkID, which is public. */
export const publishedSourceToken = 'sandbox-linkid-source-token';

interface Surroundings {
  readonly isDev: boolean;
  readonly sandboxIsOn: boolean;
  readonly yuxinBaseUrl: string | undefined;
}

export function linkIdSourceOf(
  env: z.infer<z.ZodObject<typeof linkIdSourceFields>>,
  { isDev, sandboxIsOn, yuxinBaseUrl }: Surroundings,
  faults: string[],
): LinkIdSourceConfig {
  const { LINKID_SOURCE_VIA: via, LINKID_SOURCE_TOKEN: token } = env;
  // The answers say whether name, number and phone belong together. With a public token anybody could ask for them, from
  // a real Yuxin or on a service that others than its developer reach.
  const takesPublishedToken = isDev && sandboxIsOn && yuxinBaseUrl === undefined;
  if (via === 'sandbox' && !sandboxIsOn) {
    faults.push('LINKID_SOURCE_VIA=sandbox needs the sandbox, which is off.');
  }
  if (via === 'yuxin' && yuxinBaseUrl === undefined && !sandboxIsOn) {
    faults.push('LINKID_SOURCE_VIA=yuxin needs YUXIN_BASE_URL.');
  }
  if (via !== undefined && token === undefined && !takesPublishedToken) {
    faults.push('LINKID_SOURCE_TOKEN is needed because LINKID_SOURCE_VIA is set.');
  }
  if (token === publishedSourceToken && (!isDev || isElsewhere(yuxinBaseUrl))) {
    faults.push(
      'LINKID_SOURCE_TOKEN is the published one of the sandbox: set a long random text (openssl rand -hex 32).',
    );
  }
  const isAskable = token !== undefined || takesPublishedToken;
  return {
    via: via ?? (sandboxIsOn && isAskable ? 'sandbox' : null),
    token: token === undefined ? null : Secret.of(token),
    takesPublishedToken,
  };
}

/** A Yuxin on this machine is the sandbox's: `realname sandbox` prints both its address and its token. */
function isElsewhere(address: string | undefined): boolean {
  return address !== undefined && !isLoopbackHost(URL.parse(address)?.hostname ?? '');
}
