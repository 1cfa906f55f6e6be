import { text, url } from '../../domain/input/setting-value';
import { Secret } from '../../domain/privacy/secret';
import { defineProvider } from '../entry';
import type { LinkIdSettings } from './data-source';
import { linkIdInfo } from './methods';

export const linkId = defineProvider({
  ...linkIdInfo,
  fields: {
    LINKID_BASE_URL: url,
    LINKID_SSO_URL: url,
    LINKID_CLIENT_ID: text,
    LINKID_CLIENT_SECRET: text,
    APPREAL_BASE_URL: url,
  },
  switchedOnBy: 'LINKID_BASE_URL',
  secrets: ['LINKID_CLIENT_SECRET'],
  read: (env, { needed, redirectAllowlist, faceImage }): LinkIdSettings => ({
    baseUrl: needed('LINKID_BASE_URL'),
    ssoUrl: needed('LINKID_SSO_URL'),
    apprealBaseUrl: env.APPREAL_BASE_URL ?? null,
    clientId: needed('LINKID_CLIENT_ID'),
    clientSecret: Secret.of(needed('LINKID_CLIENT_SECRET')),
    redirectAllowlist,
    faceImage,
  }),
  load: () => (require('./provider') as typeof import('./provider')).createLinkIdProvider,
});
