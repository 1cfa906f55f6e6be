/**
 * The contract that every provider meets. A provider is one object: its methods, and its capabilities (to push
 * results, to send a browser back, to be asked again, to merge accounts). Below it, `data-source.ts` is transport and
 * `wire.ts` is pure mapping. Outside its folder, no code knows the name of a provider's reference or the content of
 * its pushes.
 *
 * Rules for every provider (the service relies on them):
 * - A provider keeps no state about verifications. If it needs something later, it returns it as `memo` or references.
 * - `send`, `query` and `merge` never reject for a fault of the other side; that is an outcome (`silent`, `failed`).
 * - Once bytes have left, nothing is sent twice, except token fetches and queries, which are safe to repeat.
 * - Nothing personal and no secret reaches a log line, an error text or a URL.
 */
import type { MethodEvidence } from '../domain/assurance/policy';
import type { Checked, MethodInput, ValueCheck } from '../domain/input/input-check';
import type { Locale } from '../domain/messages/locale';
import type { Sentence } from '../domain/messages/sentence';
import type { LogFields } from '../domain/privacy/log-fields';
import type { Secret } from '../domain/privacy/secret';
import type { EvidenceUse } from '../domain/routing/evidence';
import type { Outcome } from '../domain/verification/outcome';
import type { Reading } from '../domain/verification/reading';
import type {
  Failure,
  ProviderReferences,
  PushOrder,
  Subject,
  Verification,
} from '../domain/verification/verification';

/** A provider's description without any settings; it also holds while the provider is disabled. */
export interface ProviderInfo {
  /** The name in VerificationProvider, e.g. ONENET. */
  readonly name: string;
  /** One line about it, for VerificationProvider in the schema. */
  readonly description: string;
  readonly methods: readonly MethodInfo[];
  /** The names of the references that the provider gives, and the kind of each. */
  readonly references: Readonly<Record<string, ReferenceKind>>;
}

/**
 * An `identifier` only says which verification is meant, and is kept for good. A `credential` can fetch personal data,
 * so it is destroyed when the verification is redacted. A `single-use` one is a credential that serves one verification
 * for good: brought to another one, it is recorded there as an event and changes nothing.
 */
export type ReferenceKind = 'identifier' | 'credential' | 'single-use';

export interface Provider {
  /** ProviderInfo.name */
  readonly name: string;
  readonly methods: readonly Method[];
  /** False while the circuit breaker for the provider is open; absent if that cannot be known. */
  isAvailable?(): boolean;
  /** Present if results are pushed to us. */
  readonly push?: PushReader;
  /** Present if a method sends the person's browser back to us (`address: 'return'`). */
  readonly returns?: ReturnReader;
  /**
   * Queries the result. Present if the provider answers queries; null if it cannot be queried about this verification.
   */
  query?(verification: Verification, call: QueryCall): Promise<Outcome> | null;
  /**
   * Queries which account an access token belongs to. Present if the provider accepts a person's own token. A token is
   * sent with a request only after its owner is known to be the account.
   */
  tokenOwner?(token: Secret<string>): Promise<TokenOwner>;
  /** Sends an SMS code to a number, for a method that takes one. Null when it was sent. */
  sendMobileCode?(mobileNo: string): Promise<Failure | null>;
  /** Sends an SMS code to the account that holds the identity, for `merge`. Null when it was sent. */
  sendMergeCode?(verification: Verification): Promise<Failure | null>;
  /**
   * Settles a CONFLICT (ucenter MERGE). Never called twice at the same time, and never again after a `silent` outcome.
   */
  merge?(verification: Verification, code: string, call: MergeCall): Promise<Outcome>;
  /** The record of an application's last real-name check (linkid.md, section 五). Null if no answer came. */
  applicationResult?(appId: string, platform: 'PC' | 'PHONE'): Promise<ApplicationResult | null>;
  /**
   * Checks for an operator whether the provider answers and accepts this service. It sends the most harmless requests
   * there are: they are about no person, and they start and change nothing. Each provider documents them.
   */
  probe?(): Promise<readonly ProbeStep[]>;
}

/** The optional capabilities of a provider, besides its methods. */
export type Capability =
  | 'push'
  | 'returns'
  | 'query'
  | 'tokenOwner'
  | 'sendMobileCode'
  | 'sendMergeCode'
  | 'merge'
  | 'applicationResult'
  | 'probe';

/** The account that a person's access token belongs to. */
export type TokenOwner =
  | {
      readonly kind: 'known';
      readonly guid: string;
      /** Accounts that were merged into it. */
      readonly merged: readonly string[];
    }
  | { readonly kind: 'unknown'; readonly failure: Failure };

/** The result of one request of a probe. */
export interface ProbeStep {
  /** Name of the call, as in the log. */
  readonly call: string;
  /**
   * `refused`: it does not accept this service. `elsewhere`: it redirects to another place. `unclear`: there was
   * an answer, but not as its document says. `unreadable`: the same for an answer without which nothing works.
   */
  readonly finding: 'ok' | 'refused' | 'silent' | 'elsewhere' | 'unclear' | 'unreadable';
  /**
   * The provider's code, the reason why there was no answer, or the target of the redirect; null without any of them.
   */
  readonly code: string | null;
  /** Names of the settings that this call depends on. */
  readonly settings: readonly string[];
}

/** The content of a provider's redirect about an application's check. */
export interface ApplicationResult {
  readonly passed: boolean;
  readonly realNameUrl: string | null;
  readonly qrUrl: string | null;
  readonly appUrl: string | null;
  readonly userId: string | null;
  readonly reason: string | null;
}

/** A method's description without any settings. */
export interface MethodInfo {
  /** The name in VerificationMethod, e.g. ONENET_PAGE. */
  readonly name: string;
  /** One line about it, for VerificationMethod in the schema: which of the provider's calls it is. */
  readonly summary: string;
  /** Name of the mutation that starts it. */
  readonly mutation: string;
  /** True when the verdict comes later, by callback or after the person's return. */
  readonly deferred: boolean;
  /** One or two sentences: what it needs and what it yields. */
  readonly description: Sentence;
  /**
   * The evidence of an approval, for a method that the default policy does not know; without it an approval proves
   * nothing.
   */
  readonly proves?: MethodEvidence;
  /** How a case starts it; absent if only its own mutation can. */
  readonly evidence?: EvidenceUse;
  /** The address of ours that is made for each verification of this method and given to the provider, if any. */
  readonly address?: 'callback' | 'return';
}

/** How one method is started. `Input` is the input of its mutation. */
export interface Method<Input extends object = MethodInput> extends MethodInfo {
  /** Checks an input without sending anything, and reports every fault at once. */
  check(input: Input): Checked<PreparedRequest>;
}

/** A provider's method by its name in the provider's `inputs.ts`, so that name and input cannot be mixed up. */
export type MethodOf<Inputs, Name extends keyof Inputs & string> = Inputs[Name] extends object
  ? Method<Inputs[Name]> & { readonly name: Name }
  : never;

/** A request that passed its checks and can be sent, once. */
export interface PreparedRequest {
  /** The person's claims. */
  readonly subject: Subject;
  /**
   * The person's account at the provider, if the caller names one: it has to be the account's own id or the one that
   * the caller's token names, unless the caller may act for others. `field` is the input's.
   */
  readonly namedAccount?: { readonly field: string; readonly id: string };
  /** If the request tries a password or code: the target whose attempts are counted, e.g. `ecard:1001:350002`. */
  readonly attemptTarget?: string;
  /** The application's own address for the browser, already checked. */
  readonly returnTo?: string;
  readonly memo?: Readonly<Record<string, unknown>>;
  send(call: StartCall): Promise<Outcome>;
}

export interface StartCall {
  readonly verificationId: string;
  /** The account; null for a check that a provider asked us for as its data source. */
  readonly guid: string | null;
  /** The capability URL made for this verification, for methods that have one. */
  readonly callbackUrl?: Secret<string>;
  /** The person's own access token at the provider, if the caller brought one and it speaks for the account. */
  readonly personToken?: Secret<string>;
  /** The account that personToken belongs to: `guid`, or the one that `guid` was merged into. */
  readonly tokenOwner?: string;
}

export interface QueryCall {
  /** The references that a return has just brought, which are not recorded yet. */
  readonly brought?: ProviderReferences;
}

export type MergeCall = Pick<StartCall, 'personToken' | 'tokenOwner'>;

/** Reads what a provider pushes. Pure. */
export interface PushReader {
  /** `body` is the push's body, parsed if it is JSON. */
  read(body: unknown, receivedAt: Date): PushReading;
  /**
   * The parts of a body that `read` looks at, for a push that has to be kept; at most 2 KiB of JSON. Without it, bodies
   * are kept as they came.
   */
  kept?(body: unknown): unknown;
  /**
   * Whether the push is for the verification whose callback address it came to: the address alone is not enough.
   * `early`: our own record lacks what the push must be compared with, because the provider was faster than its answer.
   */
  relate(push: ReadPush, verification: Verification): PushRelation;
  /** The response body when the push is durably recorded (or was before). */
  readonly acknowledged: unknown;
  /** The response body otherwise; `reason` holds nothing personal. */
  refused(reason: string): unknown;
}

export type PushRelation = 'match' | 'early' | 'other';

export interface ReadPush extends Reading {
  readonly kind: 'push';
  /** The same for a repeat of this push, and for no other push. */
  readonly key: string;
  readonly order: PushOrder;
  /** The fields that tell which verification the push is for, under names of the reader's own. */
  readonly claims: Readonly<Record<string, string>>;
}

export type PushReading = { readonly kind: 'malformed'; readonly reason: string } | ReadPush;

/** Reads the value that a person's browser brings back from a provider's page. Pure. */
export interface ReturnReader {
  /** Names of the query parameters that can carry the value; the first one that has a value counts. */
  readonly parameters: readonly string[];
  /** Checks the value. The result is recorded, and the provider can be queried with it. */
  read(value: string): ValueCheck<ProviderReferences>;
}

/** The wire of a provider that asks us as its own data source. Pure. */
export interface SourceWire {
  /** Name of the provider that asks; its endpoint is `POST /providers/{name}/source`, in lower case. */
  readonly asker: string;
  /** The input of the check in a request body; null if the body has none. */
  read(body: unknown): MethodInput | null;
  /** The references by which the provider knows the check that we record under this id. */
  references(verificationId: string): ProviderReferences;
  /** The response to a check with a verdict; null for one without. */
  answered(verification: Verification, locale: Locale): unknown;
  /** The response body that goes with an HTTP error; `reason` holds nothing personal. */
  refused(httpStatus: number, reason: string): unknown;
}

/** The tools that a provider gets. Providers use no globals: everything is passed in. */
export interface ProviderTools {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  readonly log: ProviderLog;
  /** Limit for one call, in milliseconds. */
  readonly timeoutMs: number;
  readonly circuitBreaker: CircuitBreakerSettings;
  readonly meter: ProviderMeter;
}

/** Settings that keep a provider's faults from becoming ours. */
export interface CircuitBreakerSettings {
  /** Calls under way at the same time; further calls are refused rather than queued. */
  readonly concurrency: number;
  /** Calls in a row without an answer that open the circuit breaker. */
  readonly failures: number;
  /** How long it stays open, in milliseconds; then one call probes. */
  readonly pauseMs: number;
}

/** Metrics about providers. Labels are fixed names. */
export interface ProviderMeter {
  call(labels: { provider: string; call: string; result: string }, seconds: number): void;
  /** The circuit breaker of one connection to a provider, which may have several, opens or closes. */
  breaker(state: { provider: string; isOpen: boolean }): void;
}

/** Structured lines only: a fixed sentence and named fields, none of them personal. */
export interface ProviderLog {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}
