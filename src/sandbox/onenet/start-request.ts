import { z } from 'zod';
import { parseJsonText } from '../text-body';

/** A client's start request: onenet.md, 获取实名认证服务URL, body参数. */
export interface StartRequest {
  readonly userId: number;
  readonly phone: string;
  readonly callbackUrl: string;
}

export type StartReading =
  | { readonly ok: true; readonly request: StartRequest }
  /** Names the parameter, never its value. */
  | { readonly ok: false; readonly error: string };

const startBody = z.object({
  user_id: z.int(),
  phone: z.string().regex(/^\d{11}$/),
  callback_url: z.string().refine(isHttpUrl),
});

export function readStartRequest(contentType: string | undefined, body: unknown): StartReading {
  if (!/^application\/json\s*(;|$)/i.test(contentType ?? '')) {
    return { ok: false, error: 'Content-Type must be application/json' };
  }
  const json = parseJsonText(body);
  if (json === undefined) return { ok: false, error: 'body is not JSON' };
  const parsed = startBody.safeParse(json);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path[0];
    return { ok: false, error: `invalid parameter: ${String(field ?? 'body')}` };
  }
  const { user_id, phone, callback_url } = parsed.data;
  return { ok: true, request: { userId: user_id, phone, callbackUrl: callback_url } };
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
