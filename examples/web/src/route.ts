import { useMemo, useSyncExternalStore } from 'react';

/** The page that the address's fragment names, so that a reload and a bookmark find it again. */
export type Route =
  /** The choice of a purpose. */
  | { readonly kind: 'purposes' }
  | { readonly kind: 'purpose'; readonly purpose: string }
  | { readonly kind: 'case'; readonly id: string }
  /** The case that a verification serves, on the way back from a provider's page. */
  | { readonly kind: 'caseOf'; readonly verificationId: string }
  /** The choice of a method. */
  | { readonly kind: 'methods' }
  | { readonly kind: 'verification'; readonly id: string };

/** The choice of a purpose. */
export const home = '#/';

/** The choice of a method. */
export const methodsAddress = '#/methods';

export function useRoute(): Route {
  const fragment = useSyncExternalStore(subscribe, () => location.hash);
  return useMemo(() => routeOf(fragment), [fragment]);
}

function routeOf(fragment: string): Route {
  const path = fragment.replace(/^#\/?/, '');
  const [first = '', second = ''] = path.split('/').map(decoded);
  if (first === '') return { kind: 'purposes' };
  if (first === 'methods') return { kind: 'methods' };
  if (first === 'for') return { kind: 'purpose', purpose: second };
  if (first === 'case') return { kind: 'case', id: second };
  if (first === 'case-of') return { kind: 'caseOf', verificationId: second };
  return { kind: 'verification', id: first };
}

/** The text itself if it is broken: then it names nothing. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The address of the page that shows a verification. */
export function addressOf(id: string): string {
  return `#${encodeURIComponent(id)}`;
}

export function addressOfPurpose(purpose: string): string {
  return `#/for/${encodeURIComponent(purpose)}`;
}

export function addressOfCase(id: string): string {
  return `#/case/${encodeURIComponent(id)}`;
}

export function show(address: string): void {
  location.hash = address;
}

/** Goes to an address instead of the present one, which the back button then leaves out. */
export function replaceWith(address: string): void {
  location.replace(address);
}

/** The address to which a provider's page returns the browser in the end. */
export function returnAddress(): string {
  return `${location.origin}${location.pathname}`;
}

/** The same for an attempt of a case, whose id is not known before it has started. */
export function returnAddressOfCase(): string {
  return `${returnAddress()}?to=case`;
}

/** The service adds `verificationId` to the return address; this turns it into an ordinary address of this page. */
export function comeBackFromProvider(): void {
  const query = new URLSearchParams(location.search);
  const id = query.get('verificationId');
  if (!id) return;
  const fragment =
    query.get('to') === 'case' ? `#/case-of/${encodeURIComponent(id)}` : `#${encodeURIComponent(id)}`;
  history.replaceState(null, '', `${location.pathname}${fragment}`);
}

function subscribe(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}
