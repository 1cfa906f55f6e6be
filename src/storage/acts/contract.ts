/** The record of what staff and operators did, permanently. */
export interface PrivilegedActs extends PrivilegedActReads, PrivilegedActChanges {}

export interface PrivilegedActReads {
  /** The newest acts first, at most `limit`. */
  list(query: PrivilegedActQuery): Promise<readonly PrivilegedAct[]>;
}

export interface PrivilegedActChanges {
  /** Records an act durably, before what it describes is done. */
  record(act: PrivilegedAct): Promise<void>;
}

export interface PrivilegedActQuery {
  readonly verificationId?: string;
  readonly account?: string;
  readonly limit: number;
}

export const privilegedActKinds = [
  'REVEAL',
  'APPROVE_REVEAL',
  'EXPORT',
  'REDACT_USER',
  'REDACT_VERIFICATION',
  'MERGE',
  'RESOLVE',
  'ROTATE_KEYS',
  'MOVE_KEYS',
  'FINISH_REDACTIONS',
  'SEAL_ROWS',
  'REPORT',
  'IMPORT_CONSENTS',
] as const;

export type PrivilegedActKind = (typeof privilegedActKinds)[number];

export interface PrivilegedAct {
  /** Ids sort by time. */
  readonly id: string;
  readonly kind: PrivilegedActKind;
  readonly at: Date;
  readonly by: Actor;
  readonly verificationId: string | null;
  /** The account that the act concerns, for an act that concerns a whole account. */
  readonly account: string | null;
  /** The caller who approved a reveal; null if it needed no approval. */
  readonly approvedBy: string | null;
}

/** The person or program that did it. */
export type Actor =
  | {
      readonly kind: 'caller';
      readonly guid: string;
      /** The claim `jti` of the access token; null if it had none. */
      readonly tokenId: string | null;
      /** The x-request-id of the request; the log lines of the request have it as well. */
      readonly requestId: string | null;
    }
  | {
      readonly kind: 'commandLine';
      /** The user of the operating system, as the system says. */
      readonly systemUser: string;
      /** The name that the person gave with --as, which nothing confirms; null if none was given. */
      readonly givenName: string | null;
    };
