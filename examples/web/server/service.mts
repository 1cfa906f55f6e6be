import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface Service {
  /** Without a slash at the end. */
  readonly url: string;
  readonly sandboxUrl: string;
  /** Resolves when it has ended, whoever ended it. */
  readonly ended: Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Starts the compiled service with its sandbox on free ports, as `npm start` does. What it logs goes to our standard
 * error. Its database is in memory unless DATABASE_URL says otherwise. Rejects when it does not come up.
 */
export async function startService(projectRoot: string): Promise<Service> {
  const child = spawn(process.execPath, [join(projectRoot, 'dist/main.js')], {
    env: {
      DATABASE_URL: 'sqlite::memory:',
      LOG_LEVEL: 'warn',
      ...process.env,
      // The page's own port may be given by these names.
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
  // What it still says nobody reads, and an unread pipe would fill.
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

/** The address behind a word of the banner, without its path. */
function addressIn(banner: string, word: string): string | null {
  return new RegExp(`^ +${word} +(https?://[^/\\s]+)/`, 'm').exec(banner)?.[1] ?? null;
}
