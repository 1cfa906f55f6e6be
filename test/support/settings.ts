import { loadConfig } from '../../src/config/config';
import { ConfigError } from '../../src/config/config-error';

export type Env = Readonly<Record<string, string>>;

/** The least with which each provider is on, and the least for AUTH_MODE=jwt. All of it is invented. */
export const oneNetEnv: Env = {
  ONENET_BASE_URL: 'https://onenet.example.com',
  ONENET_ACCESS_KEY: 'b25lbmV0LWFjY2Vzcy1rZXk=',
};
export const ucenterEnv: Env = {
  UCENTER_BASE_URL: 'https://ucenter.example.com',
  UCENTER_CLIENT_ID: 'ucenter-client',
  UCENTER_CLIENT_SECRET: 'ucenter-secret-4711',
};
export const yuxinEnv: Env = {
  YUXIN_BASE_URL: 'https://yuxin.example.com',
  YUXIN_TOKEN: 'yuxin-token-4711',
  YUXIN_KEY: 'yuxin-key-471100',
};
export const linkIdEnv: Env = {
  LINKID_BASE_URL: 'https://linkid.example.com',
  LINKID_SSO_URL: 'https://sso.example.com',
  LINKID_CLIENT_ID: 'linkid-client',
  LINKID_CLIENT_SECRET: 'linkid-secret-4711',
};
/** An Ed25519 key that is used nowhere else. */
export const logKey = Buffer.concat([
  Buffer.from('302e020100300506032b657004220420', 'hex'),
  Buffer.alloc(32, 11),
]).toString('base64');
export const jwtEnv: Env = {
  AUTH_MODE: 'jwt',
  AUTH_JWKS_URL: 'https://id.example.com/jwks.json',
  AUTH_ISSUER: 'https://id.example.com/',
  AUTH_AUDIENCE: 'realname',
  ENCRYPTION_KEYS: `k1:${base64Key(1)}`,
  LOG_KEY: logKey,
};

/** 32 bytes that are used nowhere else. */
export function base64Key(byte: number): string {
  return Buffer.alloc(32, byte).toString('base64');
}

/** An environment without some of its settings. */
export function without(env: Env, ...names: readonly string[]): Env {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));
}

/** The faults of an environment; empty if there are none. */
export function faultsOf(env: Env): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}
