import type { Print } from './document.ts';

/** The address of the schema, and the identity of the caller. */
export interface Endpoint {
  /** The service, or a router in front of it, such as http://127.0.0.1:4001/graphql. */
  readonly url: string;
  /**
   * The caller's credentials, such as `{ Authorization: 'Bearer …' }`, called before every request, stream and socket,
   * so that a token can be renewed. A socket sends them as connectionParams, where upper and lower case matter.
   * Default: none.
   */
  readonly headers?: () => Readonly<Record<string, string>>;
  /** The function `print` of the package graphql. Only parsed documents need it; texts do not. */
  readonly print?: Print;
}
