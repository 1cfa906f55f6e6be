import { codeOf } from './finding';

export type Exchange =
  | { readonly kind: 'answer'; readonly status: number; readonly body: string }
  /** The kind of the fault, such as ECONNREFUSED. */
  | { readonly kind: 'silent'; readonly code: string };

const timeoutMs = 5000;
const maxBytes = 1024 * 1024;

/** One request; redirects are not followed. */
export async function exchange(
  fetch: typeof globalThis.fetch,
  url: string,
  init: RequestInit = {},
): Promise<Exchange> {
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      ...init,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = await response.text();
    return { kind: 'answer', status: response.status, body: body.slice(0, maxBytes) };
  } catch (error) {
    return {
      kind: 'silent',
      code: error instanceof Error && error.name === 'TimeoutError' ? 'TIMEOUT' : codeOf(error),
    };
  }
}

/** The answer in brief, for a finding. */
export function answered(exchanged: Exchange): string {
  return exchanged.kind === 'answer' ? `HTTP ${exchanged.status}` : exchanged.code;
}
