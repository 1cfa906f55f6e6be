import { text, url } from '../../domain/input/setting-value';
import { Secret } from '../../domain/privacy/secret';
import { defineProvider } from '../entry';
import type { UcenterSettings } from './data-source';
import { ucenterInfo } from './methods';

const codes = text
  .refine(
    (value) => value === undefined || /^\d+(\s*,\s*\d+)*$/.test(value),
    'must be whole numbers separated by commas',
  )
  .transform((value) => value?.split(',').map(Number) ?? []);

export const ucenter = defineProvider({
  ...ucenterInfo,
  fields: {
    UCENTER_BASE_URL: url,
    UCENTER_CLIENT_ID: text,
    UCENTER_CLIENT_SECRET: text,
    UCENTER_REJECTED_CODES: codes,
    UCENTER_WRONG_CREDENTIAL_CODES: codes,
  },
  switchedOnBy: 'UCENTER_BASE_URL',
  secrets: ['UCENTER_CLIENT_SECRET'],
  read: (env, { needed, faceImage }): UcenterSettings => ({
    baseUrl: needed('UCENTER_BASE_URL'),
    clientId: needed('UCENTER_CLIENT_ID'),
    clientSecret: Secret.of(needed('UCENTER_CLIENT_SECRET')),
    rejectedCodes: env.UCENTER_REJECTED_CODES,
    wrongCredentialCodes: env.UCENTER_WRONG_CREDENTIAL_CODES,
    faceImage,
  }),
  load: () => (require('./provider') as typeof import('./provider')).createUcenterProvider,
});
