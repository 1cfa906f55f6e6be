import { z } from 'zod';
import { integer, needed, text, url } from './config-values';
import { Secret } from './domain/secret';
import type { ProviderSettings } from './providers/registry';
import { cipherFault } from './providers/yuxin/cipher';

/** How each provider is reached. A provider is on when its base URL is set. */
export const providerFields = {
  ONENET_BASE_URL: url,
  ONENET_ACCESS_KEY: text,
  ONENET_SIGN_METHOD: z.enum(['sha1', 'md5', 'sha256'], 'must be sha1, md5 or sha256').default('sha256'),
  UCENTER_BASE_URL: url,
  UCENTER_CLIENT_ID: text,
  UCENTER_CLIENT_SECRET: text,
  UCENTER_REJECTED_CODES: text
    .refine(
      (value) => value === undefined || /^\d+(\s*,\s*\d+)*$/.test(value),
      'must be whole numbers separated by commas',
    )
    .transform((value) => value?.split(',').map(Number) ?? []),
  YUXIN_BASE_URL: url,
  YUXIN_TOKEN: text,
  YUXIN_KEY: text,
  YUXIN_CIPHER: text.default('aes-128-cbc'),
  YUXIN_ENCODING: z.enum(['base64', 'hex'], 'must be base64 or hex').default('base64'),
  LINKID_BASE_URL: url,
  LINKID_SSO_URL: url,
  LINKID_CLIENT_ID: text,
  LINKID_CLIENT_SECRET: text,
  APPREAL_BASE_URL: url,
  PROVIDER_TIMEOUT_MS: integer(10_000, 1, 600_000),
  PROVIDER_CONCURRENCY: integer(64, 1, 10_000),
  PROVIDER_BREAKER_FAILURES: integer(10, 1, 10_000),
  PROVIDER_BREAKER_PAUSE_MS: integer(5000, 1, 600_000),
};

type ProviderEnvironment = z.infer<z.ZodObject<typeof providerFields>>;
type LinkIdSettings = NonNullable<ProviderSettings['linkid']>;

/** What each provider is used with; null where it is off. What is missing beside a base URL is added to the faults. */
export function providersOf(
  env: ProviderEnvironment,
  shared: Pick<LinkIdSettings, 'redirectAllowlist' | 'faceImage'>,
  faults: string[],
): ProviderSettings {
  const secret = (name: keyof ProviderEnvironment, because: string) =>
    Secret.of(needed(env, name, because, faults));
  return {
    onenet: env.ONENET_BASE_URL
      ? {
          baseUrl: env.ONENET_BASE_URL,
          accessKey: secret('ONENET_ACCESS_KEY', 'ONENET_BASE_URL is set'),
          signMethod: env.ONENET_SIGN_METHOD,
        }
      : null,
    ucenter: env.UCENTER_BASE_URL
      ? {
          baseUrl: env.UCENTER_BASE_URL,
          clientId: needed(env, 'UCENTER_CLIENT_ID', 'UCENTER_BASE_URL is set', faults),
          clientSecret: secret('UCENTER_CLIENT_SECRET', 'UCENTER_BASE_URL is set'),
          rejectedCodes: env.UCENTER_REJECTED_CODES,
          faceImage: shared.faceImage,
        }
      : null,
    yuxin: env.YUXIN_BASE_URL ? yuxinOf(env, env.YUXIN_BASE_URL, faults) : null,
    linkid: env.LINKID_BASE_URL
      ? {
          baseUrl: env.LINKID_BASE_URL,
          ssoUrl: needed(env, 'LINKID_SSO_URL', 'LINKID_BASE_URL is set', faults),
          apprealBaseUrl: env.APPREAL_BASE_URL ?? null,
          clientId: needed(env, 'LINKID_CLIENT_ID', 'LINKID_BASE_URL is set', faults),
          clientSecret: secret('LINKID_CLIENT_SECRET', 'LINKID_BASE_URL is set'),
          redirectAllowlist: shared.redirectAllowlist,
          faceImage: shared.faceImage,
        }
      : null,
  };
}

function yuxinOf(env: ProviderEnvironment, baseUrl: string, faults: string[]): ProviderSettings['yuxin'] {
  const because = 'YUXIN_BASE_URL is set';
  const settings = {
    baseUrl,
    token: Secret.of(needed(env, 'YUXIN_TOKEN', because, faults)),
    key: Secret.of(needed(env, 'YUXIN_KEY', because, faults)),
    cipher: env.YUXIN_CIPHER,
    encoding: env.YUXIN_ENCODING,
  };
  const fault = env.YUXIN_KEY === undefined ? null : cipherFault(settings);
  if (fault) faults.push(fault);
  return settings;
}
