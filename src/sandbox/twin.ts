import type { FastifyInstance } from 'fastify';

/** A twin's log: fixed sentences with named fields, without personal data. */
export interface TwinLog {
  info(fields: Record<string, string | number | boolean>, message: string): void;
  warn(fields: Record<string, string | number | boolean>, message: string): void;
}

/** The services that the sandbox provides to each twin. */
export interface TwinTools {
  /** The sandbox's address, known once it listens: `http://127.0.0.1:1234`. */
  baseUrl(): string;
  now(): Date;
  /** Rejects with an AbortError when the sandbox closes. */
  fetch: typeof globalThis.fetch;
  log: TwinLog;
  /** Runs the job after `delayMs` unless the sandbox closes first; an error of the job is logged. */
  later(delayMs: number, job: () => Promise<void> | void): void;
}

/** One provider's imitation under one path prefix. */
export interface Twin {
  /** With a leading slash and without a trailing one: `/onenet`. */
  readonly prefix: string;
  /** The twin's section on the sandbox's index page. */
  readonly guide?: TwinGuide;
  /** The settings that point a service at this provider's twin, once the sandbox listens. */
  environment?(): Readonly<Record<string, string>>;
  /**
   * The server is already scoped to `prefix`: a route `/x` answers at `/onenet/x`. Content type parsers and hooks stay
   * inside the scope; at the start it has only fastify's own parsers for JSON and plain text.
   */
  register(server: FastifyInstance): void | Promise<void>;
}

export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

export interface TwinGuide {
  readonly title: Bilingual;
  /** The field that carries the magic values, e.g. "last four digits of phone". */
  readonly magicField: Bilingual;
  readonly magicValues: readonly MagicValue[];
}

/** An input that makes a twin behave in a certain way. */
export interface MagicValue {
  readonly value: string;
  readonly effect: Bilingual;
}
