/** Sends the requests to destinations. Never follows a redirect, and connects to no address that it must not reach. */
export interface WebhookSender {
  /** Resolves with what came of it, whatever that is; rejects only when `signal` aborts. */
  send(request: WebhookRequest, signal: AbortSignal): Promise<SendOutcome>;
  /** Whether the URL may be a destination: its form, its origin, and the addresses that its host resolves to now. */
  judge(url: string): Promise<UrlVerdict>;
  close(): void;
}

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SendOutcome {
  /** Null if there was no answer. */
  readonly status: number | null;
  /** Our own words for what went wrong; holds nothing of the answer. */
  readonly words: string;
}

export type UrlVerdict =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly reason: UrlFault };

export type UrlFault = 'TOO_LONG' | 'MALFORMED' | 'NOT_HTTPS' | 'WITH_USER' | 'PRIVATE';
