import { createHmac } from 'node:crypto';
import type { Secret } from '../../domain/privacy/secret';

export type SignMethod = 'sha1' | 'md5' | 'sha256';

export interface AuthorizationInput {
  /** The product's access key, in Base64 as OneNET hands it out. */
  readonly accessKey: Secret<string>;
  readonly signMethod: SignMethod;
  /** Unix seconds after which OneNET refuses the signature. */
  readonly expiresAt: number;
  /** `ai-registration` where nothing else is asked for: the only resource of real-name verification. */
  readonly resource?: string;
}

const version = '2018-10-31';

/** The value of the Authorization header (OneNET 安全鉴权; onenet.md, "API鉴权"). */
export function signAuthorization(input: AuthorizationInput): string {
  const { accessKey, signMethod, expiresAt, resource = 'ai-registration' } = input;
  const key = Buffer.from(accessKey.reveal(), 'base64');
  const sign = createHmac(signMethod, key)
    .update([expiresAt, signMethod, resource, version].join('\n'))
    .digest('base64');
  // The order is OneNET's, and Base64's + / = must not stand bare in what is parsed like a query string.
  return Object.entries({ version, res: resource, et: String(expiresAt), method: signMethod, sign })
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
}
