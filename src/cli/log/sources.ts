import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publishedFile } from '../../service/log/read-log';
import type { LogReads } from '../../storage/log/contract';
import { CommandFault } from '../fault';
import type { ReadFile } from './verify-log';

/** Files of a log in a folder, as `GET /log/…` served them. */
export function filesIn(folder: string): ReadFile {
  return async (path) => {
    try {
      return await readFile(join(folder, path));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return null;
      throw new CommandFault(`${join(folder, path)} cannot be read (${code}).`);
    }
  };
}

/** Files of a log at an address; `token` is the bearer token that it may need. */
export function filesAt(url: string, token: string | undefined): ReadFile {
  const prefix = url.replace(/\/+$/, '');
  return async (path) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(`${prefix}/${path}`, { headers, signal: AbortSignal.timeout(30_000) }).catch(
      () => null,
    );
    if (response?.status === 404) return null;
    if (!response?.ok) {
      throw new CommandFault(
        `${prefix}/${path} cannot be read (${response ? `HTTP ${response.status}` : 'no answer'}). In jwt mode it needs a token with realname:audit (LOG_TOKEN).`,
      );
    }
    return Buffer.from(await response.arrayBuffer());
  };
}

/** Files of a log from its database. */
export function filesOf(log: LogReads): ReadFile {
  return async (path) => (await publishedFile(log, path))?.body ?? null;
}
