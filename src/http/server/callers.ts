import { isAccountId } from '../../domain/input/account-id';
import { Secret } from '../../domain/privacy/secret';
import { type Caller, scopes } from '../../service/access/caller';
import type { ClientAddresses } from './client-addresses';

/** The headers of a request, or of a socket's handshake, that identify a caller. Names are in lower case. */
export type Credentials = Readonly<Record<string, string | undefined>>;

export interface Callers {
  /**
   * The caller of a request; null without credentials, and with credentials that are refused. Rejects with AUTH_UNAVAILABLE
   * when they cannot be judged: that is not "not signed in". `address` is the client's.
   */
  identify(credentials: Credentials, address: string): Promise<Caller | null>;
  /** False until the first caller could be identified. */
  isReady(): boolean;
  close(): Promise<void>;
}

const allScopes: ReadonlySet<string> = new Set(scopes);

/** The headers name the caller. Only for a loopback host; the configuration ensures that. */
export function devCallers(addresses: ClientAddresses): Callers {
  return {
    async identify(credentials, address) {
      const named = credentials['x-dev-scopes'];
      const guid = credentials['x-dev-guid'] ?? 'dev-user';
      if (!isAccountId(guid)) return null;
      return {
        guid,
        scopes: named === undefined ? allScopes : new Set(named === 'none' ? [] : words(named)),
        expiresAt: null,
        address: addresses.countable(address),
        ...personToken(credentials),
      };
    },
    isReady: () => true,
    close: async () => {},
  };
}

/** Blanks or commas separate scopes. */
export function words(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

export function personToken(credentials: Credentials): { personToken?: Secret<string> } {
  const token = credentials['x-ucenter-access-token'];
  return token === undefined || token === '' ? {} : { personToken: Secret.of(token) };
}

/** Every header that identifies a caller. */
const credentialHeaders = ['authorization', 'x-dev-guid', 'x-dev-scopes', 'x-ucenter-access-token'] as const;

/** Reads them from headers as Node gives them, with names in lower case; of a header that came twice, the first. */
export function credentialsOf(headers: Readonly<Record<string, string | string[] | undefined>>): Credentials {
  const credentials: Record<string, string | undefined> = {};
  for (const name of credentialHeaders) {
    const value = headers[name];
    if (value !== undefined) credentials[name] = Array.isArray(value) ? value[0] : value;
  }
  return credentials;
}

/**
 * The credentials of a socket's handshake, overlaid with its connectionParams: a browser cannot set headers on a
 * WebSocket.
 */
export function socketCredentials(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  params: Readonly<Record<string, unknown>> | undefined,
): Credentials {
  const given = Object.fromEntries(
    Object.entries(params ?? {}).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name.toLowerCase(), value] as const] : [],
    ),
  );
  const token = given['token'];
  return {
    ...credentialsOf(headers),
    ...given,
    // Apollo Router, and Hive Gateway as its documentation says, send the whole header as `token`.
    ...(token !== undefined && { authorization: /^Bearer /i.test(token) ? token : `Bearer ${token}` }),
  };
}
