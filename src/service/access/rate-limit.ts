import { comparableIdentityNo, comparableMobileNo } from '../../domain/facts/comparable';
import type { Subject } from '../../domain/verification/verification';
import type { AttemptCount, Counter } from '../../storage/attempts/contract';
import type { ServiceTools } from '../tools';
import type { Caller } from './caller';

/** How many times `perTarget` all callers together may try one target. */
const strangers = 10;

/**
 * One attempt at a code or password, counted for its target with its caller, for its target alone, its caller and its
 * address. Alone a caller cannot lock others out of a target: its own counter is full ten times earlier. The count commits together
 * with the request, so that a repeat or an unsent request uses up nothing, and a full counter leaves the others
 * unchanged. The counters are durable, and count every execution of a field alike: aliases, batches, sockets.
 */
export function attemptOf(tools: ServiceTools, caller: Caller, target: string): AttemptCount {
  const { perTarget, perCaller, perAddress, windowMs } = tools.settings.attempts;
  return {
    counters: [
      { name: `target-caller:${JSON.stringify([target, caller.guid])}`, limit: perTarget },
      { name: `target:${target}`, limit: perTarget * strangers },
      { name: callerCounter(caller.guid), limit: perCaller },
      ...(caller.address === null ? [] : [{ name: `address:${caller.address}`, limit: perAddress }]),
    ],
    now: tools.now(),
    windowMs,
  };
}

/** Pause between two SMS codes to one number, or to one account, in milliseconds. */
export const codePauseMs = 60_000;

/** One SMS code: at most one a minute and `perTarget` a window for its target, `perCaller` for the caller. */
export function codeSending(tools: ServiceTools, caller: Caller, target: string): AttemptCount {
  const { perTarget, perCaller, perAddress, windowMs } = tools.settings.attempts;
  return {
    counters: [
      { name: `code-pause:${target}`, limit: 1, windowMs: codePauseMs },
      { name: codeCounter(target), limit: perTarget },
      { name: `code-caller:${caller.guid}`, limit: perCaller },
      ...(caller.address === null ? [] : [{ name: `code-address:${caller.address}`, limit: perAddress }]),
    ],
    now: tools.now(),
    windowMs,
  };
}

/** The counter of the codes that were sent to a target. */
export function codeCounter(target: string): string {
  return `code:${target}`;
}

/**
 * One conflict that the caller may meet: each shows that an identity has an account. It is counted before the request
 * is sent, so that many at once cannot exceed the limit, and given back if there was none.
 */
export function conflictOf(tools: ServiceTools, caller: Caller): AttemptCount {
  const { perCaller, windowMs } = tools.settings.attempts;
  return {
    counters: [{ name: `conflict:${caller.guid}`, limit: perCaller }],
    now: tools.now(),
    windowMs,
  };
}

/** The counter of an account's own attempts. */
export function callerCounter(guid: string): string {
  return `caller:${guid}`;
}

/**
 * One start of a verification: counted for its caller, and for the number and the phone that it is about. Providers
 * charge for starts, and their answers say whether data belongs together. A caller with realname:write acts for many
 * people and is not counted itself.
 */
export function startOf(
  { settings: { starts } }: ServiceTools,
  caller: Caller,
  { identityNo, mobileNo }: Subject,
): readonly Counter[] {
  const { windowMs, perCaller, perIdentity } = starts;
  const about = (kind: string, value: string): Counter => ({
    name: `start-${kind}:${value}`,
    limit: perIdentity,
    windowMs,
  });
  return [
    ...(caller.scopes.has('realname:write')
      ? []
      : [{ name: `start-caller:${caller.guid}`, limit: perCaller, windowMs }]),
    ...(identityNo === undefined ? [] : [about('identity', comparableIdentityNo(identityNo))]),
    ...(mobileNo === undefined ? [] : [about('phone', comparableMobileNo(mobileNo))]),
  ];
}

/**
 * One consent that a caller records; a guardian's is also counted for the child, because a refusal tells something about
 * the child's account. A caller with realname:write acts for many people and is not counted itself.
 */
export function consentOf(tools: ServiceTools, caller: Caller, child: string | null): AttemptCount {
  const { perTarget, perCaller, windowMs } = tools.settings.attempts;
  return {
    counters: [
      ...(caller.scopes.has('realname:write')
        ? []
        : [{ name: `consent-caller:${caller.guid}`, limit: perCaller }]),
      ...(child === null
        ? []
        : [{ name: `consent-child:${JSON.stringify([child, caller.guid])}`, limit: perTarget }]),
    ],
    now: tools.now(),
    windowMs,
  };
}

/** Pause between two refreshes of one verification, in milliseconds. */
const refreshPauseMs = 10_000;

/** One refresh of a verification. */
export function refreshOf(tools: ServiceTools, verificationId: string): AttemptCount {
  const counters = [{ name: `refresh:${verificationId}`, limit: 1 }];
  return { counters, now: tools.now(), windowMs: refreshPauseMs };
}

/** The window of the limit for reveals, in milliseconds. */
const dayMs = 86_400_000;

/** One reveal of personal data. */
export function revealOf(tools: ServiceTools, caller: Caller): AttemptCount {
  return inOneDay(tools, `reveal-caller:${caller.guid}`);
}

/** One approval of another caller's reveal. */
export function approvalOf(tools: ServiceTools, caller: Caller): AttemptCount {
  return inOneDay(tools, `approval-caller:${caller.guid}`);
}

function inOneDay({ now, settings }: ServiceTools, name: string): AttemptCount {
  return { counters: [{ name, limit: settings.reveals.perCaller }], now: now(), windowMs: dayMs };
}
