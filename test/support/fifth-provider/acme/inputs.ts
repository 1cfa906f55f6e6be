/** The input of each method by the method's name. */
export interface AcmeInputs {
  readonly ACME_CODE: { readonly badge: string; readonly code: string };
  readonly ACME_VISIT: { readonly badge: string };
  readonly ACME_DESK: { readonly badge: string; readonly redirectUri: string };
}
