import type { PeerSettings } from '../peers/peer.mts';
import { settingsName } from '../peers/peer.mts';
import { benchFile, Child } from './child.mts';
import { mainFile } from './compiled.mts';

/** A running server that is measured. */
export interface Server {
  readonly name: string;
  readonly url: string;
  readonly child: Child;
}

export interface OursOptions {
  readonly databaseUrl: string;
  readonly folder: string;
  readonly encryptionKeys: string;
  readonly env?: Readonly<Record<string, string>>;
}

export const ours = 'this service';

/** The compiled service as in production, except for AUTH_MODE=dev, which admits every caller. */
export async function startOurs(options: OursOptions): Promise<Server> {
  const env = oursEnvironment(options);
  const child = Child.start(ours, mainFile, { cwd: options.folder, env });
  return { name: ours, child, url: await bannerAddress(child, 'GraphQL') };
}

export function oursEnvironment(options: OursOptions): Record<string, string> {
  return {
    PORT: '0',
    LOG_LEVEL: 'warn',
    DATABASE_URL: options.databaseUrl,
    INBOX_PATH: `${options.folder}/realname.inbox`,
    ENCRYPTION_KEYS: options.encryptionKeys,
    // Configured as in production, so that the sandbox is off; OneNET only pushes here.
    ONENET_BASE_URL: 'http://127.0.0.1:1',
    ONENET_ACCESS_KEY: 'YmVuY2g=',
    // The bench's facts have a fixed date, however long ago that is.
    RETENTION_DAYS: '36500',
    // Without the transparency log, except in (m), which measures it: it would first log the seed's own events.
    TRANSPARENCY_LOG: 'off',
    ...options.env,
  };
}

/** The sandbox alone, as the provider of every server. */
export async function startSandbox(): Promise<{ readonly child: Child; readonly url: string }> {
  const child = Child.start('sandbox', mainFile, {
    args: ['sandbox'],
    env: { SANDBOX_PORT: '0' },
  });
  return { child, url: await urlOf(child, /^\s+(http:\/\/\S+)$/m) };
}

/** A peer, by its file in `peers/`. */
export async function startPeer(
  name: string,
  file: string,
  settings: Partial<PeerSettings>,
  args: readonly string[] = [],
): Promise<Server> {
  const child = Child.start(name, benchFile(`peers/${file}`), { args, env: peerEnvironment(settings) });
  const url = await child.message((message) => (message as { url?: string }).url ?? null);
  return { name, child, url };
}

export function peerEnvironment(settings: Partial<PeerSettings>): Record<string, string> {
  const nothing: PeerSettings = { databaseUrl: 'sqlite::memory:', yuxin: null, port: 0, answerPaths: [] };
  return { [settingsName]: JSON.stringify({ ...nothing, ...settings }) };
}

function bannerAddress(child: Child, word: string): Promise<string> {
  return urlOf(child, new RegExp(`^ +${word} +(https?://[^/\\s]+)/[\\s\\S]*Health`, 'm'));
}

function urlOf(child: Child, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let written = '';
    child.process.stdout?.setEncoding('utf8').on('data', (text: string) => {
      written += text;
      const url = pattern.exec(written)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.process.once('exit', () => reject(new Error(`${child.name} did not start: ${child.written}`)));
  });
}
