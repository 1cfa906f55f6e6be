import { parseJsonText } from '../text-body';
import type { TwinTools } from '../twin';

export interface SourceCall {
  /** Address of the third-party data source. */
  readonly url: string;
  readonly token: string;
  /** name, certType, certNo, face, and the other fields that the source expects. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface SourceAnswer {
  readonly status: number;
  /** The body's JSON value; undefined if it is not JSON. */
  readonly body: unknown;
}

/** Queries a third-party data source as LinkID would (linkid.md, section 四). Rejects if there is no answer. */
export async function callLinkIdSource(
  tools: Pick<TwinTools, 'fetch'>,
  { url, token, parameters }: SourceCall,
): Promise<SourceAnswer> {
  const metaData = { appId: 'sandbox', privateKey: 'sandbox', publicKey: '' };
  const response = await tools.fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ metaData, parameters }),
  });
  return { status: response.status, body: parseJsonText(await response.text()) };
}
