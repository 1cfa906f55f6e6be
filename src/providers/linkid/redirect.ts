/** Pure mapping of 应用实名核身 (linkid.md, section 五), which answers with a redirect and nothing else. */
import { message } from '../../domain/messages/message';
import type { Outcome } from '../../domain/verification/outcome';
import { plain, type Reading } from '../../domain/verification/reading';
import type { ApplicationResult } from '../provider';
import { isRedirect, type ProviderResponse } from '../provider-response';
import { readWebAddress, shown } from '../values';
import { refusal } from './wire';

export type AppAnswer =
  | { readonly kind: 'passed'; readonly page: InterceptPage }
  /** The intercept page: the person has to verify first, or cannot. */
  | { readonly kind: 'stopped'; readonly page: InterceptPage }
  | { readonly kind: 'refused'; readonly httpStatus: number }
  /** A redirect to any other place, such as a login page or a firewall's: it says nothing about the person. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'silent' };

export type InterceptPage = Omit<ApplicationResult, 'passed'>;

/** Their presence makes a redirect the intercept page, even if they are empty. */
const stopMarks = ['realNameUrl', 'qrUrl', 'reason'] as const;

/**
 * The answer to a start. Passed is only a redirect to the `service` that was sent. Every other place is silence:
 * balancers, sign-ons and firewalls redirect too. The redirect is read, never followed.
 */
export function readStart(answer: ProviderResponse, service: string): AppAnswer {
  return readRedirect(answer, (target) => leadsTo(target, new URL(service)), new URL(service));
}

/** The answer to a question for an application's last result, which names no `service`. */
export function readResult(answer: ProviderResponse, isPassage: (target: URL) => boolean): AppAnswer {
  return readRedirect(answer, isPassage);
}

function readRedirect(
  answer: ProviderResponse,
  isPassage: (target: URL) => boolean,
  service?: URL,
): AppAnswer {
  if (answer.kind === 'silent') return answer;
  if (answer.status >= 400) return { kind: 'refused', httpStatus: answer.status };
  if (!isRedirect(answer)) return { kind: 'silent' };
  const target = new URL(answer.location);
  if (target.protocol !== 'http:' && target.protocol !== 'https:') return { kind: 'elsewhere' };
  const parameters = stopParametersOf(target, service);
  if (parameters) return { kind: 'stopped', page: interceptPageOf(parameters) };
  return isPassage(target)
    ? { kind: 'passed', page: interceptPageOf(target.searchParams) }
    : { kind: 'elsewhere' };
}

/** True for the origin and path of the service with every parameter of its query; more may have been added. */
function leadsTo(target: URL, service: URL): boolean {
  if (target.origin !== service.origin || target.pathname !== service.pathname) return false;
  if (target.username !== '' || target.password !== '') return false;
  const left = [...target.searchParams].map(pairKey);
  return [...service.searchParams].map(pairKey).every((pair) => {
    const place = left.indexOf(pair);
    if (place >= 0) left.splice(place, 1);
    return place >= 0;
  });
}

function pairKey(pair: readonly [string, string]): string {
  return JSON.stringify(pair);
}

/** The parameters of an intercept page. A parameter of the service's own is no stop. */
function stopParametersOf(target: URL, service: URL | undefined): URLSearchParams | null {
  const own = service && leadsTo(target, service) ? queriesOf(service) : [];
  const isStop = (parameters: URLSearchParams) =>
    stopMarks.some((name) =>
      parameters.getAll(name).some((value) => !own.some((query) => query.getAll(name).includes(value))),
    );
  return queriesOf(target).find(isStop) ?? null;
}

/** The query, and the one behind the `#` of a single-page application. */
function queriesOf({ searchParams, hash }: URL): readonly URLSearchParams[] {
  return [searchParams, new URLSearchParams(hash.slice(hash.indexOf('?') + 1).replace(/^#/, ''))];
}

function interceptPageOf(parameters: URLSearchParams): InterceptPage {
  const value = (name: string): string | null => parameters.get(name) || null;
  return {
    realNameUrl: readWebAddress(value('realNameUrl')),
    qrUrl: readWebAddress(value('qrUrl')),
    appUrl: readWebAddress(value('appUrl')),
    userId: value('userId'),
    reason: shown(value('reason')),
  };
}

/** The outcome of the start that begins a verification. */
export function startReading(answer: AppAnswer): Reading {
  switch (answer.kind) {
    case 'passed':
      return plain({ kind: 'approved' });
    case 'stopped':
      return plain(stoppedOutcome(answer.page));
    case 'refused':
      return plain({
        kind: 'failed',
        failure: refusal({ code: `HTTP ${answer.httpStatus}`, message: null }),
      });
    case 'elsewhere':
    case 'silent':
      return plain({ kind: 'silent' });
  }
}

/** The outcome of a later start for the same person: until it passes, the verification waits for the person. */
export function laterReading(answer: AppAnswer): Reading {
  switch (answer.kind) {
    case 'passed':
      return plain({ kind: 'approved' });
    case 'stopped':
      return plain({ kind: 'undecided' });
    case 'refused':
      return {
        outcome: { kind: 'undecided', message: message('NO_RESULT_GIVEN') },
        oddities: [{ field: 'httpStatus', value: String(answer.httpStatus) }],
      };
    case 'elsewhere':
    case 'silent':
      return plain({ kind: 'silent' });
  }
}

/** The record of an application's last check; null if the answer says nothing. */
export function applicationResultOf(answer: AppAnswer): ApplicationResult | null {
  switch (answer.kind) {
    case 'passed':
    case 'stopped':
      return { passed: answer.kind === 'passed', ...answer.page };
    case 'elsewhere':
      return { passed: false, realNameUrl: null, qrUrl: null, appUrl: null, userId: null, reason: null };
    case 'refused':
    case 'silent':
      return null;
  }
}

function stoppedOutcome({ realNameUrl, qrUrl, reason }: InterceptPage): Outcome {
  const authUrl = realNameUrl ?? qrUrl;
  if (authUrl !== null) return { kind: 'awaitingUser', authUrl };
  return {
    kind: 'failed',
    failure: {
      code: 'OTHER',
      message: message('STOPPED_WITHOUT_WAY'),
      providerCode: null,
      providerMessage: reason,
      retryable: false,
    },
  };
}
