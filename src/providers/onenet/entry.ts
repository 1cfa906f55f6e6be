import { z } from 'zod';
import { text, url } from '../../domain/input/setting-value';
import { Secret } from '../../domain/privacy/secret';
import { defineProvider } from '../entry';
import type { OneNetSettings } from './data-source';
import { oneNetInfo } from './methods';

export const oneNet = defineProvider({
  ...oneNetInfo,
  fields: {
    ONENET_BASE_URL: url,
    ONENET_ACCESS_KEY: text.refine(
      (value) => value === undefined || isBase64(value),
      'must be standard Base64, as the console of OneNET shows it, without quotes or blanks',
    ),
    ONENET_SIGN_METHOD: z.enum(['sha1', 'md5', 'sha256'], 'must be sha1, md5 or sha256').default('sha256'),
  },
  switchedOnBy: 'ONENET_BASE_URL',
  secrets: ['ONENET_ACCESS_KEY'],
  read: (env, { needed }): OneNetSettings => ({
    baseUrl: needed('ONENET_BASE_URL'),
    accessKey: Secret.of(needed('ONENET_ACCESS_KEY')),
    signMethod: env.ONENET_SIGN_METHOD,
  }),
  load: () => (require('./provider') as typeof import('./provider')).createOneNetProvider,
});

/** Node silently drops characters that are not Base64: a value is Base64 if Node would write it the same. */
function isBase64(value: string): boolean {
  return Buffer.from(value, 'base64').toString('base64') === value;
}
