import type { FastifyRequest } from 'fastify';
import { type ApplicationTokens, FirstTries } from '../application-tokens';
import { bodyText, json, type TwinAnswer } from '../exchange';
import type { Reading } from './face-request';
import { nameMagicOf } from './magic';

export type Entry<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly answer: TwinAnswer };

export const unauthorized = json({ code: 401, message: 'access_token 无效或已过期', data: null }, 401);

/** Judges the token and the form of a request before anything is done with it. */
export class Door {
  readonly #firstTries = new FirstTries();

  constructor(private readonly tokens: ApplicationTokens) {}

  admits(request: FastifyRequest): boolean {
    return this.#liveToken(request) !== null;
  }

  /** `nameOf` finds the name that may carry magic. */
  enter<T>(request: FastifyRequest, reading: Reading<T>, nameOf: (value: T) => string): Entry<T> {
    const token = this.#liveToken(request);
    if (token === null) return { ok: false, answer: unauthorized };
    if (!reading.ok) {
      const message = `参数错误：${reading.field}`;
      return { ok: false, answer: json({ code: 400, message, data: null }, 400) };
    }
    const magic = nameMagicOf(nameOf(reading.value));
    const refused =
      magic?.kind === 'tokenRefused' &&
      (magic.always || this.#firstTries.refuses(`${request.url} ${bodyText(request)}`, token));
    return refused ? { ok: false, answer: unauthorized } : { ok: true, value: reading.value };
  }

  #liveToken({ headers }: FastifyRequest): string | null {
    const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
    return token !== undefined && this.tokens.isAlive(token) ? token : null;
  }
}
