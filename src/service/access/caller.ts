import type { Secret } from '../../domain/privacy/secret';
import type { Verification } from '../../domain/verification/verification';
import { ServiceError } from '../errors';

export const scopes = [
  'realname:read',
  'realname:write',
  'realname:reveal',
  'realname:approve',
  'realname:redact',
  'realname:review',
  'realname:webhooks',
  'realname:audit',
] as const;

export type Scope = (typeof scopes)[number];

/** The caller of a use case. Only use cases decide what a caller may do; the outer layers never do. */
export interface Caller {
  /** The caller's own account. */
  readonly guid: string;
  readonly scopes: ReadonlySet<string>;
  /** The expiry of the caller's token; null if it has none. */
  readonly expiresAt: Date | null;
  /** The network address that limits count; null if it counts for no limit, because many accounts share it. */
  readonly address: string | null;
  /** How the person signed in, as the token says: the values of its claims `acr` and `amr`. */
  readonly signIn?: readonly string[];
  /** The id of the access token (claim `jti`), for the record of what staff did. */
  readonly tokenId?: string;
  /** The person at the command line, for the same record. */
  readonly operator?: Operator;
  /** The person's account at a provider that keeps its own, as a claim of the token says. */
  readonly accountAtProvider?: string;
  /** The person's own ucenter access token, if the caller sent one. */
  readonly personToken?: Secret<string>;
}

export interface Operator {
  /** The user of the operating system, as the system says. */
  readonly systemUser: string;
  /** The name that the person gave, which nothing confirms; null if none was given. */
  readonly givenName: string | null;
}

/** The caller; throws UNAUTHENTICATED if there is none or the token has expired. */
export function authenticated(caller: Caller | null, now: Date): Caller {
  if (!caller) throw new ServiceError('UNAUTHENTICATED', 'Sign in: this needs a valid access token.');
  if (caller.expiresAt !== null && caller.expiresAt <= now) {
    throw accessEnded();
  }
  return caller;
}

/** The caller, or null if the token has expired: for reads that are open to all and show most callers nothing. */
export function unlessEnded(caller: Caller | null, now: Date): Caller | null {
  return caller?.expiresAt && caller.expiresAt <= now ? null : caller;
}

export function accessEnded(): ServiceError {
  return new ServiceError('UNAUTHENTICATED', 'The access token has expired. Sign in again.');
}

/** Throws FORBIDDEN if the caller lacks the scope. */
export function requireScope(caller: Caller, scope: Scope): void {
  if (!caller.scopes.has(scope)) {
    throw new ServiceError('FORBIDDEN', `This needs the scope ${scope}.`);
  }
}

/**
 * The same for a use case that shows or destroys personal data. `signIn` lists the ways of signing in that it accepts;
 * null accepts all.
 */
export function requirePrivilege(caller: Caller, scope: Scope, signIn: readonly string[] | null): void {
  requireScope(caller, scope);
  if (signIn !== null && !caller.signIn?.some((way) => signIn.includes(way))) {
    throw new ServiceError(
      'FORBIDDEN',
      `This needs a stronger sign-in: a token whose acr or amr is ${signIn.join(' or ')} (PRIVILEGED_ACR).`,
    );
  }
}

export function maySeeAccount(caller: Caller, guid: string): boolean {
  return guid === caller.guid || caller.scopes.has('realname:read');
}

/** Callers must treat a verification that they may not see exactly like one that does not exist. */
export function maySee(caller: Caller, verification: Pick<Verification, 'guid'>): boolean {
  return verification.guid === caller.guid || caller.scopes.has('realname:read');
}

export function mayChange(caller: Caller, verification: Verification): boolean {
  return verification.guid === caller.guid || caller.scopes.has('realname:write');
}
