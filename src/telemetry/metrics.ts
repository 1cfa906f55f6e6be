import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { isUndecided, verificationStatuses } from '../domain/verification/status';
import type { FailureCode, VerificationStatus } from '../domain/verification/verification';
import type { ProviderMeter } from '../providers/provider';
import type { PushResult, ServiceMeter } from '../service/tools';
import type { StoreMeter } from '../storage/store';
import { createCaseMetrics } from './case-metrics';
import type { OperationMeter } from './observer';
import { QuickCounter, QuickHistogram } from './quick-series';

export interface Metrics {
  readonly registry: Registry;
  readonly meter: Meter;
  /** Exports the series of this deployment's methods with zeros, before the first measurement. */
  expect(methods: readonly { readonly provider: string; readonly name: string }[]): void;
}

export interface AuthMeter {
  /** A token was refused; `code` is the kind of fault. */
  tokenRefused(labels: { code: string }): void;
  /** Whether the issuer's signing keys could be read the last time. */
  signingKeys(isUp: boolean): void;
}

export type Meter = ServiceMeter & ProviderMeter & StoreMeter & OperationMeter & AuthMeter;

/**
 * Counters that begin at 0 for each of these: Prometheus sees the first increment of a series only if the series was
 * there before it.
 */
const pushResults: readonly PushResult[] = ['applied', 'repeated', 'refused', 'malformed', 'kept', 'failed'];
const outcomes: readonly VerificationStatus[] = verificationStatuses.filter((status) => !isUndecided(status));
const watchedFailures: readonly FailureCode[] = ['PROVIDER_REFUSED', 'PROVIDER_UNAVAILABLE', 'UNDETERMINED'];
/** Codes of the library that checks tokens. */
const tokenFaults = [
  'ERR_JWT_EXPIRED',
  'ERR_JWT_CLAIM_VALIDATION_FAILED',
  'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
  'ERR_JWKS_NO_MATCHING_KEY',
  'ERR_JWS_INVALID',
  'UNKNOWN',
];

/** In seconds. A call to a provider may take up to PROVIDER_TIMEOUT_MS. */
const callBuckets = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];
const operationBuckets = [0.002, 0.005, 0.02, 0.1, 0.5, 2, 10];
const databaseBuckets = [0.0002, 0.001, 0.005, 0.02, 0.1, 0.5, 2, 5];
const lagBuckets = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/**
 * Prometheus metrics from the reports of the service's parts. Labels are fixed names, our own codes, and at most fifty
 * names of operations; never personal data. docs/observability.md lists them.
 */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new QuickCounter({ name, help, labelNames, registers });
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ name, help, labelNames, registers });
  const histogram = <Label extends string>(
    name: string,
    help: string,
    buckets: number[],
    ...labelNames: Label[]
  ) => new QuickHistogram({ name, help, buckets, labelNames, registers });

  const started = counter(
    'realname_verifications_started_total',
    'Verifications recorded and sent to their provider.',
    'provider',
    'method',
  );
  const decided = counter(
    'realname_verifications_decided_total',
    'Verifications that stopped waiting, by the status they have since.',
    'provider',
    'method',
    'outcome',
  );
  const failures = counter(
    'realname_verification_failures_total',
    'Verifications that failed or were rejected, by the code of their failure.',
    'provider',
    'method',
    'code',
  );
  const changes = counter(
    'realname_verification_changes_total',
    'Recorded changes of verifications, by status after the change, and cause.',
    'provider',
    'method',
    'status',
    'cause',
  );
  const pushesReceived = counter(
    'realname_pushes_received_total',
    'Pushes that came from providers.',
    'provider',
  );
  const pushes = counter(
    'realname_pushes_total',
    'Pushes by result; a kept push counts again when it is applied.',
    'provider',
    'result',
  );
  const identitiesShared = counter(
    'realname_identities_shared_total',
    'Approvals of an identity number that is approved on another account: counted, or refused (ACCOUNTS_PER_IDENTITY).',
    'result',
  );
  const calls = histogram(
    'realname_provider_call_seconds',
    'Calls to providers, by call and result.',
    callBuckets,
    'provider',
    'call',
    'result',
  );
  const unavailable = gauge(
    'realname_provider_unavailable',
    '1 while any circuit breaker for a provider is open.',
    'provider',
  );
  const subscribers = gauge('realname_subscribers', 'Subscriptions that are open now.', 'transport');
  const subscribersClosed = counter(
    'realname_subscribers_closed_total',
    'Sockets and streams that the service closed, by reason: stalled readers left data unread.',
    'reason',
  );
  const eventLag = histogram(
    'realname_event_lag_seconds',
    'Time from the recording of a change until a subscriber has taken it, without catch-up.',
    lagBuckets,
  );
  const deliveries = counter(
    'realname_deliveries_total',
    'Events sent to destinations, by result; an event that is tried again counts again.',
    'result',
  );
  const operations = histogram(
    'realname_graphql_seconds',
    'GraphQL operations; for a subscription, the time until it has begun. Names after the first fifty are other.',
    operationBuckets,
    'type',
    'operation',
    'outcome',
  );
  const outlived = counter(
    'realname_retention_redacted_total',
    'Verifications whose personal data was destroyed because their retention time was over.',
  );
  const alteredRecords = counter(
    'realname_altered_records_total',
    'Reads of records that something other than this service had changed; they are not believed.',
  );
  const checkpoints = counter(
    'realname_log_checkpoints_total',
    'Rounds in which a checkpoint of the transparency log was to be published, by result: short means too few witnesses, refused that a witness saw another history.',
    'result',
  );
  const faults = counter('realname_internal_errors_total', 'Internal errors, by place.', 'place');
  const database = histogram(
    'realname_database_seconds',
    'Work of the store, including the time in its queue, by kind and result.',
    databaseBuckets,
    'kind',
    'result',
  );

  const duties = gauge(
    'realname_duty_last_success_seconds',
    'When each recurring job last succeeded in any process, in seconds since 1970; 0 until it has.',
    'duty',
  );
  const tokensRefused = counter(
    'realname_tokens_refused_total',
    'Access tokens that were refused, by the kind of fault.',
    'code',
  );
  const signingKeys = gauge(
    'realname_signing_keys_up',
    '1 when the signing keys of the token issuer could be read the last time, and where none are needed.',
  );
  signingKeys.set(1);

  const openLines = new Map<string, number>();
  return {
    registry,
    meter: {
      changed({ provider, method, before, status, cause, failure }) {
        changes.inc({ provider, method, status, cause });
        if (before === null) started.inc({ provider, method });
        else if (isUndecided(before) && !isUndecided(status)) {
          decided.inc({ provider, method, outcome: status });
        }
        if (failure !== null && before !== status) failures.inc({ provider, method, code: failure });
      },
      pushReceived: (labels) => pushesReceived.inc(labels),
      push: (labels) => pushes.inc(labels),
      identityShared: (labels) => identitiesShared.inc(labels),
      delivered: (seconds) => eventLag.observe({}, Math.max(0, seconds)),
      delivery: (labels) => deliveries.inc(labels),
      subscriberClosed: (labels) => subscribersClosed.inc(labels),
      outlived: (count) => outlived.inc({}, count),
      alteredRecord: () => alteredRecords.inc({}),
      ...createCaseMetrics(registry),
      checkpoint: (labels) => checkpoints.inc(labels),
      fault: (labels) => faults.inc(labels),
      dutyExpected: (labels) => duties.set(labels, 0),
      dutySucceeded: (labels, at) => duties.set(labels, at.getTime() / 1000),
      tokenRefused: (labels) => tokensRefused.inc(labels),
      call: (labels, seconds) => calls.observe(labels, seconds),
      breaker({ provider, isOpen }) {
        const open = (openLines.get(provider) ?? 0) + (isOpen ? 1 : -1);
        openLines.set(provider, open);
        unavailable.set({ provider }, open > 0 ? 1 : 0);
      },
      operation: (labels, seconds) => operations.observe(labels, seconds),
      subscribers: (transport, change) => subscribers.inc({ transport }, change),
      signingKeys: (isUp) => signingKeys.set(isUp ? 1 : 0),
      store: (labels, seconds) => database.observe({ kind: labels.kind, result: labels.result }, seconds),
    },
    expect(methods) {
      for (const { provider, name: method } of methods) {
        started.inc({ provider, method }, 0);
        pushesReceived.inc({ provider }, 0);
        unavailable.set({ provider }, 0);
        for (const result of pushResults) pushes.inc({ provider, result }, 0);
        for (const outcome of outcomes) decided.inc({ provider, method, outcome }, 0);
        for (const code of watchedFailures) failures.inc({ provider, method, code }, 0);
      }
      for (const code of tokenFaults) tokensRefused.inc({ code }, 0);
      for (const transport of ['websocket', 'sse', 'callback']) subscribers.inc({ transport }, 0);
      for (const place of ['graphql', 'http', 'sweeper']) faults.inc({ place }, 0);
      for (const result of ['published', 'short', 'refused']) checkpoints.inc({ result }, 0);
      subscribersClosed.inc({ reason: 'stalled' }, 0);
      for (const result of ['counted', 'refused']) identitiesShared.inc({ result }, 0);
      for (const result of ['delivered', 'failed']) deliveries.inc({ result }, 0);
    },
  };
}
