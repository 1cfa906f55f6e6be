import { z } from 'zod';
import { text, url } from '../../domain/input/setting-value';
import { Secret } from '../../domain/privacy/secret';
import { defineProvider } from '../entry';
import { cipherFault, ivForms } from './cipher';
import type { YuxinSettings } from './data-source';
import { yuxinInfo } from './methods';

export const yuxin = defineProvider({
  ...yuxinInfo,
  fields: {
    YUXIN_BASE_URL: url,
    YUXIN_TOKEN: text,
    YUXIN_KEY: text,
    YUXIN_CIPHER: text.default('aes-128-cbc'),
    YUXIN_ENCODING: z.enum(['base64', 'hex'], 'must be base64 or hex').default('base64'),
    YUXIN_IV: z.enum(ivForms, 'must be base64, hex or text').optional(),
  },
  switchedOnBy: 'YUXIN_BASE_URL',
  secrets: ['YUXIN_TOKEN', 'YUXIN_KEY'],
  read(env, { needed, fault }): YuxinSettings {
    const settings = {
      baseUrl: needed('YUXIN_BASE_URL'),
      token: Secret.of(needed('YUXIN_TOKEN')),
      key: Secret.of(needed('YUXIN_KEY')),
      cipher: env.YUXIN_CIPHER,
      encoding: env.YUXIN_ENCODING,
      iv: env.YUXIN_IV ?? env.YUXIN_ENCODING,
    };
    const found = env.YUXIN_KEY === undefined ? null : cipherFault(settings);
    if (found) fault(found);
    return settings;
  },
  load: () => (require('./provider') as typeof import('./provider')).createYuxinProvider,
});
