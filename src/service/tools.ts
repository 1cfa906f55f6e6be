import type { AssuranceLevel } from '../domain/assurance/levels';
import type { AssuranceRules } from '../domain/assurance/of-verification';
import type { ConsentMode } from '../domain/consent/consent';
import type { RetrySchedule } from '../domain/destinations/destination';
import type { ImageLimits } from '../domain/input/image-check';
import type { SigningKey, VerifierKey } from '../domain/log/note-keys';
import type { Locale } from '../domain/messages/locale';
import type { LogFields } from '../domain/privacy/log-fields';
import type { CaseStatus } from '../domain/routing/case';
import type { AttemptResult, RoutingDecision } from '../domain/routing/decision';
import type { RoutingPolicy } from '../domain/routing/policy';
import type {
  Environment,
  FailureCode,
  Verification,
  VerificationStatus,
} from '../domain/verification/verification';
import type { Method, SourceWire } from '../providers/provider';
import type { PushInbox } from '../storage/inbox/contract';
import type { Store } from '../storage/store';
import type { Background } from './background';
import type { Catalog } from './catalog';
import type { WebhookSender } from './destinations/sender';

/** The tools of the use cases. Use cases keep no state of their own. */
export interface ServiceTools {
  readonly store: Store;
  readonly inbox: PushInbox;
  readonly catalog: Catalog;
  readonly now: () => Date;
  /** A new verification's id; ids sort by time. */
  readonly newId: () => string;
  /** 32 random bytes, as base64url. */
  readonly newToken: () => string;
  /** The id of the request for which the calling code runs, as its log lines have it; null outside of any. */
  readonly requestId: () => string | null;
  readonly log: ServiceLog;
  readonly meter: ServiceMeter;
  readonly settings: ServiceSettings;
  readonly webhooks: Pick<WebhookSender, 'judge'>;
  /** Null if there is no transparency log. */
  readonly transparency: Transparency | null;
  /** Null if no provider asks us as its data source. */
  readonly source: DataSource | null;
  /** Takes a change of an attempt into its case. Never rejects: a job repeats what failed. */
  readonly followCase: (attempt: Verification) => Promise<void>;
  /** Work that no request waits for, until the service closes. */
  readonly background: Background;
}

/** The parts with which we answer a provider that asks us as its data source. */
export interface DataSource {
  readonly wire: SourceWire;
  /** The provider of `method`, which gives the answer. */
  readonly provider: string;
  readonly method: Method;
  readonly environment: Environment;
}

export interface WebhookSettings {
  /** How many destinations there may be. */
  readonly maxDestinations: number;
  readonly schedule: RetrySchedule;
}

export interface ServiceSettings {
  /** The service's public address for providers and browsers, without a trailing slash. */
  readonly publicUrl: () => string;
  /** How long an undecided verification waits, in milliseconds. */
  readonly pendingTtlMs: number;
  /** How long personal data is kept after a verification ended, in milliseconds. */
  readonly retentionMs: number;
  /** How many attempts at a code or password the window allows: for one target, by one caller, from one address. */
  readonly attempts: AttemptLimits;
  readonly starts: StartLimits;
  readonly reveals: RevealRules;
  /** On how many accounts one identity number may be approved; null: on any number. */
  readonly accountsPerIdentity: number | null;
  /** How long the keyed hash of an approved number is kept after redaction, in milliseconds. */
  readonly identityRetentionMs: number;
  /** The rules that give an outcome its level of assurance. */
  readonly assurance: AssuranceRules;
  /** The lowest level at which an account counts as real-name verified. */
  readonly realNameLevel: AssuranceLevel;
  /** The ages that may be asked about. */
  readonly factAges: readonly number[];
  /** The language of sentences for a person whose request names none. */
  readonly locale: Locale;
  /** How long the reading of an event is repeated before its stream ends with an error, in milliseconds. */
  readonly readPatienceMs: number;
  /** The purposes that a verification can be started for, and how a case chooses a method. */
  readonly routing: RoutingPolicy;
  /** Whether consents are recorded, and whether anything is refused without them. */
  readonly consent: ConsentMode;
  /** Origins of applications to which a browser may be sent; 'loopback' is this machine at any port. */
  readonly redirectAllowlist: readonly string[] | 'loopback';
  /** Limits of a face photo, in bytes of the decoded image. */
  readonly faceImage: ImageLimits;
  readonly webhooks: WebhookSettings;
  /** Values of a token's `acr` or `amr`, one of which reveal and redact require; null: none is required. */
  readonly privilegedSignIn: readonly string[] | null;
}

/** Structured lines: a fixed sentence and named fields, none of them personal. */
export interface ServiceLog {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  /** `cause` is logged by its type and place; its text may hold what must not be logged. */
  error(fields: LogFields, message: string, cause?: unknown): void;
}

/** Metrics for operators. Labels are names of providers, methods and outcomes, never personal data. */
export interface ServiceMeter {
  changed(change: RecordedChange): void;
  /** A push has arrived; its result is counted by `push`. */
  pushReceived(labels: { provider: string }): void;
  push(labels: { provider: string; result: PushResult }): void;
  /** A method was chosen for a case, or none could be. */
  routed(routed: { readonly purpose: string; readonly decision: RoutingDecision }): void;
  /** An attempt of a case ended; `cost` is in the currency's smallest unit. */
  attempted(attempt: {
    readonly purpose: string;
    readonly method: string;
    readonly result: AttemptResult;
    readonly cost: number;
  }): void;
  /** A case was opened or came to another status. */
  caseChanged(labels: { readonly purpose: string; readonly status: CaseStatus }): void;
  /** A subscriber has taken an event, this many seconds after it was recorded. */
  delivered(seconds: number): void;
  /** An identity number was to be approved that is approved on another account already. */
  identityShared(labels: { result: 'counted' | 'refused' }): void;
  /** A destination was sent an event. */
  delivery(labels: { result: 'delivered' | 'failed' }): void;
  /** We closed a socket or a stream. */
  subscriberClosed(labels: { reason: 'stalled' }): void;
  /** A duty that this process takes part in; it has not succeeded yet. */
  dutyExpected(labels: { duty: string }): void;
  /** When a duty last succeeded, in this or another process. */
  dutySucceeded(labels: { duty: string }, at: Date): void;
  /** So many verifications were redacted because their retention time was over. */
  outlived(count: number): void;
  /** A record was read that something other than this service had changed. */
  alteredRecord(): void;
  /** The result of a round in which a checkpoint of the transparency log was to be published. */
  checkpoint(labels: { result: CheckpointResult }): void;
  /** Something of ours went wrong. */
  fault(labels: { place: 'graphql' | 'http' | 'sweeper' }): void;
}

/** `short`: too few witnesses answered. `refused`: a witness saw another history, or a longer one. */
export type CheckpointResult = 'published' | 'short' | 'refused';

/** The key that signs the transparency log, and the witnesses that cosign it. */
export interface Transparency {
  /** Its name is the log's origin. */
  readonly key: SigningKey;
  readonly witnesses: readonly WitnessAddress[];
  /** How many witnesses must cosign before a checkpoint is published. */
  readonly quorum: number;
  readonly fetch: typeof globalThis.fetch;
  /** Whether the log's files are shown to anybody. */
  readonly isOpen: boolean;
}

export interface WitnessAddress {
  readonly key: VerifierKey;
  /** Submission prefix, without a slash at its end. */
  readonly url: string;
}

export interface RecordedChange {
  readonly verificationId: string;
  readonly provider: string;
  readonly method: string;
  /** Null if it has just been started. */
  readonly before: VerificationStatus | null;
  readonly status: VerificationStatus;
  readonly cause: string;
  /** The reason why it failed or was rejected; null if it was not. */
  readonly failure: FailureCode | null;
}

export type PushResult = 'applied' | 'repeated' | 'refused' | 'malformed' | 'kept' | 'failed';

/** How many verifications may be started within the window. */
export interface StartLimits {
  /** By one caller without realname:write. */
  readonly perCaller: number;
  /** About one identity number, and about one phone. */
  readonly perIdentity: number;
  readonly windowMs: number;
}

/** Rules for reveals of personal data, besides their scope. */
export interface RevealRules {
  /** How many reveals, and how many approvals, a caller may make in 24 hours. */
  readonly perCaller: number;
  /** The purposes with which a purpose must begin; null: any text of 10 to 500 characters. */
  readonly purposes: readonly string[] | null;
  /** Whether a second caller must approve each reveal first. */
  readonly needsApproval: boolean;
}

export interface AttemptLimits {
  readonly perTarget: number;
  readonly perCaller: number;
  readonly perAddress: number;
  readonly windowMs: number;
}
