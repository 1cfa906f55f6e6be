import type { Secret } from '../domain/secret';
import type { Verification } from '../domain/verification';
import { ServiceError } from './errors';

export const scopes = ['realname:read', 'realname:write', 'realname:reveal', 'realname:redact'] as const;

export type Scope = (typeof scopes)[number];

/** Who asks. Every use case is given one, and decides by it; nothing further out does. */
export interface Caller {
  /** The caller's own account. */
  readonly guid: string;
  readonly scopes: ReadonlySet<string>;
  /** When the caller's token ends; null when it does not. */
  readonly expiresAt: Date | null;
  /** Where the request came from: an IP address; a router's, where requests come through one. */
  readonly address: string;
  /** The person's own ucenter access token, where the caller brought one. */
  readonly personToken?: Secret<string>;
}

/** The caller, or UNAUTHENTICATED where there is none or the token has ended. */
export function authenticated(caller: Caller | null, now: Date): Caller {
  if (!caller) throw new ServiceError('UNAUTHENTICATED', 'Sign in: this needs a valid access token.');
  if (caller.expiresAt !== null && caller.expiresAt <= now) {
    throw accessEnded();
  }
  return caller;
}

/** The caller, or nobody where the token has ended: for questions that anybody may ask and few are answered. */
export function unlessEnded(caller: Caller | null, now: Date): Caller | null {
  return caller?.expiresAt && caller.expiresAt <= now ? null : caller;
}

export function accessEnded(): ServiceError {
  return new ServiceError('UNAUTHENTICATED', 'The access token has ended. Sign in again.');
}

/** Throws FORBIDDEN where the caller lacks the scope. */
export function requireScope(caller: Caller, scope: Scope): void {
  if (!caller.scopes.has(scope)) {
    throw new ServiceError('FORBIDDEN', `This needs the scope ${scope}.`);
  }
}

export function maySeeAccount(caller: Caller, guid: string): boolean {
  return guid === caller.guid || caller.scopes.has('realname:read');
}

/** What a caller may not see looks exactly like what does not exist. */
export function maySee(caller: Caller, verification: Verification): boolean {
  return verification.guid === caller.guid || caller.scopes.has('realname:read');
}

export function mayChange(caller: Caller, verification: Verification): boolean {
  return verification.guid === caller.guid || caller.scopes.has('realname:write');
}
