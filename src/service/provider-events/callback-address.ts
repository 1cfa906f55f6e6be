import { sameSecret } from '../../domain/privacy/same-secret';
import type { Method } from '../../providers/provider';
import type { ServiceTools } from '../tools';

/**
 * A callback address is an address of ours that is made for one verification and given to a provider. It is a
 * capability URL: its token alone grants access, so it is unguessable, stored as a hash, and never logged.
 */

/**
 * `own`: it carries our MAC, so one of our processes made it. `former`: it looks like one of 1.0.0, which had none; only
 * the database can tell. `foreign`: none of them made it.
 */
export type AddressForm = 'own' | 'former' | 'foreign';

/** The keyed hashes of the store. */
export interface Hashing {
  fingerprint(text: string): string;
}

/** 32 random bytes, then 16 bytes of MAC, as base64url: the longest token that the routes take. */
const ownToken = /^[\w-]{64}$/;
/** 32 random bytes. */
const formerToken = /^[\w-]{43}$/;
const randomLength = 32;
const macLength = 16;

/** A fresh token. The key of the MAC is in memory from the start: checking it needs no database. */
export function newCallbackToken({ newToken, store }: ServiceTools): string {
  const random = Buffer.from(newToken(), 'base64url').subarray(0, randomLength);
  return Buffer.concat([random, macOf(store.encryption, random)]).toString('base64url');
}

export function formOf(hashing: Hashing, token: string): AddressForm {
  if (formerToken.test(token)) return 'former';
  if (!ownToken.test(token)) return 'foreign';
  const bytes = Buffer.from(token, 'base64url');
  const expected = macOf(hashing, bytes.subarray(0, randomLength)).toString('base64url');
  return sameSecret(bytes.subarray(randomLength).toString('base64url'), expected) ? 'own' : 'foreign';
}

/**
 * Whether a verification may have this address. Asks the database for former addresses only, and only while there are
 * verifications of 1.0.0.
 */
export async function mayBeKnown(tools: ServiceTools, token: string): Promise<boolean> {
  const form = formOf(tools.store.encryption, token);
  return form === 'former' ? tools.store.verifications.hasFormerCallbacks() : form === 'own';
}

/** The form in which a token is stored and looked up. */
export function callbackFingerprint(hashing: Hashing, token: string): string {
  // `door` is the first release's word for it. It stays: addresses that were given out then must still be found.
  return hashing.fingerprint(`door:${token}`);
}

export function callbackUrl(tools: ServiceTools, method: Method, provider: string, token: string): string {
  const folder = method.address === 'callback' ? 'callbacks' : 'returns';
  return `${tools.settings.publicUrl()}/${folder}/${provider.toLowerCase()}/${token}`;
}

function macOf(hashing: Hashing, random: Buffer): Buffer {
  const mac = hashing.fingerprint(`callback-address:${random.toString('base64url')}`);
  return Buffer.from(mac, 'base64url').subarray(0, macLength);
}
