import { canonicalJson } from './canonical-json';
import { hmacSha256 } from './hmac';

export const logKinds = [
  'event',
  'case',
  'reveal',
  'redaction',
  'staff',
  'consent',
  'rotation',
  'policy',
] as const;

export type LogKind = (typeof logKinds)[number];

/** The policies in force. The entry of one says its kind as its cause; without a cause it is of assurance. */
export const policyKinds = ['ASSURANCE', 'ROUTING'] as const;

export type PolicyKind = (typeof policyKinds)[number];

/** An entry of the transparency log. Members that do not apply are undefined. Nothing in it is personal or guessable. */
export interface LogEntry {
  readonly kind: LogKind;
  /** The id of the verification, case or consent; for a policy `name/version`; for a hand-over the new verifier key. */
  readonly id?: string | undefined;
  readonly version?: number | undefined;
  readonly status?: string | undefined;
  readonly assurance?: string | undefined;
  readonly cause?: string | undefined;
  readonly environment?: string | undefined;
  /** Random identifier of the key that was destroyed or retired. */
  readonly key?: string | undefined;
  /** The signed hand-over of the log's own key. */
  readonly note?: string | undefined;
  /** Milliseconds since 1970. */
  readonly recordedAt: number;
  readonly commitment?: string | undefined;
}

/** The members of an entry as the log has them. */
export function membersOf({ recordedAt, ...entry }: LogEntry): Readonly<Record<string, unknown>> {
  const members = { v: 1, ...entry, recordedAt: new Date(recordedAt).toISOString() };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

/** The entry as it stands in the log. */
export function entryText({ recordedAt, ...entry }: LogEntry): string {
  return canonicalJson({ v: 1, ...entry, recordedAt: new Date(recordedAt).toISOString() });
}

export const saltBytes = 32;

/**
 * Binds an entry to facts that it does not show. A reader that is given facts and salt can check it; without the salt the
 * facts cannot be guessed, however few there are to choose from.
 */
export function commitmentTo(facts: string, salt: Uint8Array): string {
  return hmacSha256(salt, facts);
}
