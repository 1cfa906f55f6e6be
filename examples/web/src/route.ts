import { useMemo, useSyncExternalStore } from 'react';

/** The page that the address's fragment names, so that a reload and a bookmark find it again. */
export type Route =
  /** The choice of a purpose. */
  | { readonly kind: 'purposes' }
  | { readonly kind: 'purpose'; readonly purpose: string }
  | { readonly kind: 'case'; readonly id: string }
  /** The case that a verification serves, on the way back from a provider's page. */
  | { readonly kind: 'caseOf'; readonly verificationId: string }
  | { readonly kind: 'guardian'; readonly guardianship: Guardianship }
  /** The choice of a method. */
  | { readonly kind: 'methods' }
  | { readonly kind: 'verification'; readonly id: string };

/** How far a guardian has come who agrees for a child. */
export interface Guardianship {
  readonly purpose: string;
  /** The child's account; null before it is named. */
  readonly child: string | null;
  /** The guardian's verification that shows the relation; null before it was started. */
  readonly relation: string | null;
}

/** The choice of a purpose. */
export const home = '#/';

/** The choice of a method. */
export const methodsAddress = '#/methods';

export function useRoute(): Route {
  const fragment = useSyncExternalStore(subscribe, () => location.hash);
  return useMemo(() => routeOf(fragment), [fragment]);
}

function routeOf(fragment: string): Route {
  const [path = '', query = ''] = fragment.replace(/^#\/?/, '').split('?');
  const [first = '', second = ''] = path.split('/').map(decoded);
  if (first === '') return { kind: 'purposes' };
  if (first === 'guardian') return { kind: 'guardian', guardianship: guardianshipIn(query) };
  if (first === 'methods') return { kind: 'methods' };
  if (first === 'for') return { kind: 'purpose', purpose: second };
  if (first === 'case') return { kind: 'case', id: second };
  if (first === 'case-of') return { kind: 'caseOf', verificationId: second };
  return { kind: 'verification', id: first };
}

function guardianshipIn(query: string): Guardianship {
  const given = new URLSearchParams(query);
  return {
    purpose: given.get('purpose') ?? 'child',
    child: given.get('child') || null,
    relation: given.get('relation') || null,
  };
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

export function addressOfGuardian({ purpose, child, relation }: Guardianship): string {
  const query = new URLSearchParams({ purpose });
  if (child !== null) query.set('child', child);
  if (relation !== null) query.set('relation', relation);
  return `#/guardian?${query}`;
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
