import type { FastifyInstance } from 'fastify';

/** Where a twin writes what it did: fixed sentences with named fields, nothing personal. */
export interface TwinLog {
  info(fields: Record<string, string | number | boolean>, message: string): void;
  warn(fields: Record<string, string | number | boolean>, message: string): void;
}

/** What the sandbox hands to each twin. */
export interface TwinTools {
  /** Where this sandbox is reached, known once it listens: `http://127.0.0.1:1234`. */
  baseUrl(): string;
  now(): Date;
  /** Ends by itself, with an AbortError, when the sandbox closes. */
  fetch: typeof globalThis.fetch;
  log: TwinLog;
  /** Runs the job after `delayMs` unless the sandbox closes first; what the job throws is logged. */
  later(delayMs: number, job: () => Promise<void> | void): void;
}

/** One provider's imitation under one path prefix. */
export interface Twin {
  /** Begins with a slash, ends without one: `/onenet`. */
  readonly prefix: string;
  /** What the sandbox's index page says about this twin. */
  readonly guide?: TwinGuide;
  /**
   * The server given here is scoped to `prefix` already: a route `/x` answers at `/onenet/x`. Content type parsers
   * and hooks stay inside the scope; only fastify's own JSON and plain text parsers are there to begin with.
   */
  register(server: FastifyInstance): void | Promise<void>;
}

export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

export interface TwinGuide {
  readonly title: Bilingual;
  /** Where the magic values go, e.g. "last four digits of phone". */
  readonly magicField: Bilingual;
  readonly magicValues: readonly MagicValue[];
}

/** An input that makes a twin behave in a certain way. */
export interface MagicValue {
  readonly value: string;
  readonly effect: Bilingual;
}
