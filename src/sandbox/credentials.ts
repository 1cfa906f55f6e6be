/**
 * The credentials that the twins accept. All are invented and published on purpose: anyone can point a service at the
 * sandbox, and they are worth nothing anywhere else.
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
    /** The token with which LinkID calls our third-party source endpoint. */
    sourceToken: 'sandbox-linkid-source-token',
  },
} as const;

/** The shape of the credentials; tests may pass other values than the published ones. */
export interface SandboxCredentials {
  readonly onenet: OneNetCredentials;
  readonly ucenter: { readonly clientId: string; readonly clientSecret: string };
  readonly yuxin: YuxinCredentials;
  readonly linkid: { readonly clientId: string; readonly clientSecret: string; readonly sourceToken: string };
}

export interface OneNetCredentials {
  /** Base64, in the form that OneNET's console shows. */
  readonly accessKey: string;
}

export interface YuxinCredentials {
  readonly token: string;
  /** Text whose UTF-8 bytes are the key. */
  readonly key: string;
  /** Any CBC cipher of node:crypto. */
  readonly cipher: string;
  /** Encoding of `iv` and `logon` on the wire. */
  readonly encoding: 'base64' | 'hex';
  /** `text`: `iv` comes as letters and digits, whose bytes are used. Absent: in the encoding. */
  readonly iv?: 'text';
}
