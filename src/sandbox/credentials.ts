/**
 * What the twins accept. All of it is invented and public on purpose: a stranger can point a service at the sandbox,
 * and none of it opens anything anywhere else.
 */
export const sandboxCredentials = {
  onenet: {
    /** Base64 of 32 bytes of text. */
    accessKey: 'c2FuZGJveC1vbmVuZXQtYWNjZXNzLWtleS0wMDAwMDE=',
  },
  ucenter: {
    clientId: 'sandbox-ucenter-client',
    clientSecret: 'sandbox-ucenter-secret',
  },
  yuxin: {
    token: 'sandbox-yuxin-token',
    /** 16 bytes of text: the size of an AES-128 key. */
    key: 'sandbox-yuxin-16',
    cipher: 'aes-128-cbc',
    encoding: 'base64',
  },
  linkid: {
    clientId: 'sandbox-linkid-client',
    clientSecret: 'sandbox-linkid-secret',
    /** What LinkID shows us when it calls our third-party source endpoint. */
    sourceToken: 'sandbox-linkid-source-token',
  },
} as const;

/** The shape that twins are created with; tests may pass other values than the published ones. */
export interface SandboxCredentials {
  readonly onenet: OneNetCredentials;
  readonly ucenter: { readonly clientId: string; readonly clientSecret: string };
  readonly yuxin: YuxinCredentials;
  readonly linkid: { readonly clientId: string; readonly clientSecret: string; readonly sourceToken: string };
}

export interface OneNetCredentials {
  /** Base64, as OneNET's console shows it. */
  readonly accessKey: string;
}

export interface YuxinCredentials {
  readonly token: string;
  /** Text whose UTF-8 bytes are the key. */
  readonly key: string;
  /** Any CBC cipher of node:crypto. */
  readonly cipher: string;
  /** Of `iv` and `logon` on the wire. */
  readonly encoding: 'base64' | 'hex';
}
