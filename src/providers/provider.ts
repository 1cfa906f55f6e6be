/**
 * The contract that every provider meets. A provider is one object: its methods, and what else it can do (take
 * pushes, be asked again, merge accounts). Below it, `data-source.ts` is transport and `wire.ts` pure mapping.
 *
 * Rules for all of them (the service relies on them):
 * - A provider keeps no state about verifications: what it needs later it returns as `memo` or references.
 * - `send`, `query` and `merge` never reject for a fault of the other side; that is an outcome (`silent`, `failed`).
 * - Nothing is sent twice once bytes have left, but token fetches and queries, which are safe to repeat.
 * - Nothing personal and no secret reaches a log line, an error text or a URL.
 */
import type { Checked, MethodInput } from '../domain/input-check';
import type { LogFields } from '../domain/log-fields';
import type { Outcome } from '../domain/outcome';
import type { Secret } from '../domain/secret';
import type { ProviderReferences, PushOrder, Subject, Verification } from '../domain/verification';

export interface Provider {
  /** The name in VerificationProvider, e.g. ONENET. */
  readonly name: string;
  readonly methods: readonly Method[];
  /** False while the provider is so silent that nothing is sent; absent where that cannot be known. */
  isAvailable?(): boolean;
  /** Present where results are pushed to us. */
  readonly push?: PushReader;
  /** Asks for the result. Present where a verification can be asked about; null when this one cannot be. */
  query?(verification: Verification, call: QueryCall): Promise<Outcome> | null;
  /** Settles a CONFLICT (ucenter MERGE). Called at most once at a time and never again after silence. */
  merge?(verification: Verification, code: string, call: MergeCall): Promise<Outcome>;
  /** LinkID's record of an application's last real-name check (linkid.md, section 五). Null when it did not answer. */
  appResult?(appId: string, platform: 'PC' | 'PHONE'): Promise<AppResult | null>;
  /**
   * Asks whether the provider answers and accepts this service, for an operator, by the least harmful requests there
   * are: nobody is asked about, and nothing is started or changed. Each provider names them and their source.
   */
  probe?(): Promise<readonly ProbeStep[]>;
}

/** What one request of a probe brought to light. */
export interface ProbeStep {
  /** Name of the call, as in the log. */
  readonly call: string;
  /** `refused`: it does not accept this service. `unclear`: something answered, but not as its document has it. */
  readonly finding: 'ok' | 'refused' | 'silent' | 'unclear';
  /** The provider's code, or the kind of silence; null where there is none. */
  readonly code: string | null;
  /** Names of the settings that decide about this call. */
  readonly settings: readonly string[];
}

/** What LinkID's redirect says of an application's check. */
export interface AppResult {
  readonly passed: boolean;
  readonly realNameUrl: string | null;
  readonly qrUrl: string | null;
  readonly appUrl: string | null;
  readonly userId: string | null;
  readonly reason: string | null;
}

/** What there is to know of a method without any settings. */
export interface MethodInfo {
  /** The name in VerificationMethod, e.g. ONENET_PAGE. */
  readonly name: string;
  /** Name of the mutation that starts it. */
  readonly mutation: string;
  /** True when the verdict comes later, by callback or after the person's return. */
  readonly deferred: boolean;
  /** One or two sentences: what it needs and what it yields. */
  readonly description: string;
  /** The door that a verification of this method opens in our own server, if any. */
  readonly door?: 'callback' | 'return';
}

/** How one method is started. */
export interface Method extends MethodInfo {
  /** Judges an input without sending anything, and reports all that is wrong at once. */
  check(input: MethodInput): Checked<Attempt>;
}

/** A request that passed its checks and can be sent, once. */
export interface Attempt {
  /** What the person claims. */
  readonly subject: Subject;
  /** Where a password or code is being tried: the target whose tries are counted, e.g. `ecard:1001:350002`. */
  readonly guessTarget?: string;
  /** The application's own address for the browser, already checked. */
  readonly returnTo?: string;
  readonly memo?: Readonly<Record<string, unknown>>;
  send(call: StartCall): Promise<Outcome>;
}

export interface StartCall {
  readonly verificationId: string;
  /** The account; null for a check made as LinkID's third-party data source. */
  readonly guid: string | null;
  /** The unguessable address of this verification's door, for methods that have one. */
  readonly doorUrl?: Secret<string>;
  /** The person's own ucenter access token, where the caller brought one. */
  readonly personToken?: Secret<string>;
}

export interface QueryCall {
  /** LinkID's `at`, when a return has just brought one that is not recorded yet. */
  readonly at?: string;
}

export interface MergeCall {
  readonly personToken?: Secret<string>;
}

/** Reads what a provider pushes. Pure. */
export interface PushReader {
  /** The body of a push, parsed as JSON where it is JSON. */
  read(body: unknown, receivedAt: Date): PushReading;
  /** The body to answer with when the push is durably recorded (or was before). */
  readonly acknowledged: unknown;
  /** The body to answer with otherwise; `reason` holds nothing personal. */
  refused(reason: string): unknown;
}

export type PushReading =
  | { readonly kind: 'malformed'; readonly reason: string }
  | {
      readonly kind: 'push';
      /** The same for a repeat of this push, and for nothing else. */
      readonly key: string;
      readonly order: PushOrder;
      /** These must be what we stored, else the push is not for this verification. */
      readonly claims: { readonly references: ProviderReferences; readonly mobileNo: string };
      readonly outcome: Outcome;
      /** Names of fields whose values are not of the form they should have; stored as they came, for the log. */
      readonly odd?: readonly string[];
      /** A status that no document names, for the log. */
      readonly unnamed?: string;
    };

/** What providers are given to work with. Nothing is patched, everything is passed. */
export interface ProviderTools {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  readonly log: ProviderLog;
  /** Limit for one call, in milliseconds. */
  readonly timeoutMs: number;
  /** How much of the provider's trouble is let in. */
  readonly guard: GuardSettings;
  readonly meter: ProviderMeter;
}

/** How much of a provider's trouble is let in. */
export interface GuardSettings {
  /** Calls under way at once; more are refused at once rather than queued. */
  readonly concurrency: number;
  /** Silences in a row after which nothing is sent for a while. */
  readonly failures: number;
  /** How long nothing is sent, in milliseconds; then one call probes. */
  readonly pauseMs: number;
}

/** What operators count of providers. Labels are fixed names. */
export interface ProviderMeter {
  call(labels: { provider: string; call: string; result: string }, seconds: number): void;
  /** One line to a provider, of which it may have several, stops or begins again to be used. */
  breaker(state: { provider: string; isOpen: boolean }): void;
}

/** Structured lines only: a fixed sentence and named fields, none of them personal. */
export interface ProviderLog {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}
