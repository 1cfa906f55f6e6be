import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface Service {
  /** Without a trailing slash. */
  readonly url: string;
  readonly sandboxUrl: string;
  /** Resolves when the process has ended, for whatever reason. */
  readonly ended: Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Starts the compiled service with its sandbox on free ports, as `npm start` does. Its log goes to our standard error.
 * Its database is in memory unless DATABASE_URL says otherwise. `settings` come before those of our environment. Rejects
 * if it does not start.
 */
export async function startService(
  projectRoot: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Service> {
  const child = spawn(process.execPath, [join(projectRoot, 'dist/main.js')], {
    env: {
      DATABASE_URL: 'sqlite::memory:',
      LOG_LEVEL: 'warn',
      ...process.env,
      ...settings,
      // The page's own port may be set by these names.
      PORT: '0',
      HOST: '127.0.0.1',
      SANDBOX: 'on',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const close = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  const banner = await bannerOf(child.stdout, ended);
  const [url, sandboxUrl] = [addressIn(banner, 'GraphQL'), addressIn(banner, 'Sandbox')];
  // Discards the rest of the output: an unread pipe would fill up.
  child.stdout.resume();
  if (url && sandboxUrl) return { url, sandboxUrl, ended, close };
  await close();
  throw new Error('The service does not say where it listens.');
}

async function bannerOf(output: NodeJS.ReadableStream, ended: Promise<unknown>): Promise<string> {
  let text = '';
  const complete = new Promise<void>((resolve) => {
    output.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (addressIn(text, 'Health')) resolve();
    });
  });
  await Promise.race([
    complete,
    ended.then(() => {
      throw new Error('The service did not start; what it said stands above.');
    }),
  ]);
  return text;
}

/** The address after a word of the banner, without its path. */
function addressIn(banner: string, word: string): string | null {
  return new RegExp(`^ +${word} +(https?://[^/\\s]+)/`, 'm').exec(banner)?.[1] ?? null;
}
