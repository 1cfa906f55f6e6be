import { text, url } from '../../../../src/domain/input/setting-value';
import { Secret } from '../../../../src/domain/privacy/secret';
import { defineProvider } from '../../../../src/providers/entry';
import type { AcmeSettings } from './data-source';
import { acmeInfo } from './methods';

/** ACME's line of the registry. */
export const acme = defineProvider({
  ...acmeInfo,
  fields: { ACME_BASE_URL: url, ACME_TOKEN: text },
  switchedOnBy: 'ACME_BASE_URL',
  secrets: ['ACME_TOKEN'],
  read: (_env, { needed, redirectAllowlist }): AcmeSettings => ({
    baseUrl: needed('ACME_BASE_URL'),
    token: Secret.of(needed('ACME_TOKEN')),
    redirectAllowlist,
  }),
  load: () => (require('./provider') as typeof import('./provider')).createAcmeProvider,
});
