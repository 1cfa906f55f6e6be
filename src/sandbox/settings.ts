import type { SandboxCredentials } from './credentials';

/** Plain values with which a client reaches the twins. */
export interface SandboxSettings {
  readonly onenet: {
    readonly baseUrl: string;
    readonly accessKey: string;
    readonly signMethod: 'sha256';
  };
  readonly ucenter: { readonly baseUrl: string; readonly clientId: string; readonly clientSecret: string };
  readonly yuxin: {
    readonly baseUrl: string;
    readonly token: string;
    readonly key: string;
    readonly cipher: string;
    readonly encoding: 'base64' | 'hex';
  };
  readonly linkid: {
    readonly baseUrl: string;
    readonly ssoUrl: string;
    readonly apprealBaseUrl: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly sourceToken: string;
  };
}

/** `url` is the sandbox's own, without a slash at its end. */
export function settingsOf(url: string, credentials: SandboxCredentials): SandboxSettings {
  return {
    onenet: {
      baseUrl: `${url}/onenet`,
      accessKey: credentials.onenet.accessKey,
      signMethod: 'sha256',
    },
    ucenter: { baseUrl: `${url}/ucenter`, ...credentials.ucenter },
    yuxin: { baseUrl: `${url}/yuxin`, ...credentials.yuxin },
    linkid: {
      baseUrl: `${url}/linkid-server`,
      ssoUrl: `${url}/sso`,
      apprealBaseUrl: `${url}/appreal-server`,
      ...credentials.linkid,
    },
  };
}

/** The same values as environment lines, to be pasted in front of a service's start. */
export function environmentOf(settings: SandboxSettings): readonly string[] {
  const { onenet, ucenter, yuxin, linkid } = settings;
  return [
    `ONENET_BASE_URL=${onenet.baseUrl}`,
    `ONENET_ACCESS_KEY=${onenet.accessKey}`,
    `ONENET_SIGN_METHOD=${onenet.signMethod}`,
    `UCENTER_BASE_URL=${ucenter.baseUrl}`,
    `UCENTER_CLIENT_ID=${ucenter.clientId}`,
    `UCENTER_CLIENT_SECRET=${ucenter.clientSecret}`,
    `YUXIN_BASE_URL=${yuxin.baseUrl}`,
    `YUXIN_TOKEN=${yuxin.token}`,
    `YUXIN_KEY=${yuxin.key}`,
    `YUXIN_CIPHER=${yuxin.cipher}`,
    `YUXIN_ENCODING=${yuxin.encoding}`,
    `LINKID_BASE_URL=${linkid.baseUrl}`,
    `LINKID_SSO_URL=${linkid.ssoUrl}`,
    `APPREAL_BASE_URL=${linkid.apprealBaseUrl}`,
    `LINKID_CLIENT_ID=${linkid.clientId}`,
    `LINKID_CLIENT_SECRET=${linkid.clientSecret}`,
    `LINKID_SOURCE_TOKEN=${linkid.sourceToken}`,
  ];
}
