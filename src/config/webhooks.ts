import type { z } from 'zod';
import { text } from '../domain/input/setting-value';
import type { WebhookSettings } from '../service/tools';
import { integer, origins } from './values';

const weekSeconds = 604_800;

/** The pauses before an event is tried again; a day and a half after the first try they are spent. */
const defaultRetrySeconds = [5, 30, 300, 1800, 7200, 18_000, 36_000, 86_400];

const retrySeconds = text
  .transform((value) => value?.split(',').map((item) => item.trim()))
  .refine(
    (items) =>
      items === undefined || items.every((item) => /^\d{1,6}$/.test(item) && Number(item) <= weekSeconds),
    `must be whole numbers from 0 to ${weekSeconds} separated by commas, such as 5,30,300`,
  )
  .transform((items) => items?.map(Number) ?? defaultRetrySeconds);

export const webhookFields = {
  WEBHOOK_ALLOWLIST: origins,
  WEBHOOK_RETRY_SECONDS: retrySeconds,
  WEBHOOK_FAILING_RETRY_SECONDS: integer(3600, 1, weekSeconds),
  WEBHOOK_TIMEOUT_MS: integer(10_000, 1, 600_000),
  WEBHOOK_MAX_DESTINATIONS: integer(100, 1, 10_000),
};

type Environment = { readonly [name in keyof typeof webhookFields]: z.infer<(typeof webhookFields)[name]> };

export interface WebhookConfig extends WebhookSettings {
  /** Origins of destinations that may be private, and plain http. */
  readonly allowlist: readonly string[] | 'loopback';
  /** Time limit of one request, in milliseconds. */
  readonly timeoutMs: number;
}

export function webhookConfigOf(env: Environment, isDev: boolean): WebhookConfig {
  return {
    allowlist: env.WEBHOOK_ALLOWLIST ?? (isDev ? 'loopback' : []),
    timeoutMs: env.WEBHOOK_TIMEOUT_MS,
    maxDestinations: env.WEBHOOK_MAX_DESTINATIONS,
    schedule: {
      pausesMs: env.WEBHOOK_RETRY_SECONDS.map((seconds) => seconds * 1000),
      spentPauseMs: env.WEBHOOK_FAILING_RETRY_SECONDS * 1000,
    },
  };
}
