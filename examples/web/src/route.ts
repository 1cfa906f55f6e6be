import { useSyncExternalStore } from 'react';

/** The choice of a method. */
export const home = '#/';

/** The verification that is shown: its id is the address's fragment, so that a reload and a bookmark find it again. */
export function useShownId(): string | null {
  return useSyncExternalStore(subscribe, () => location.hash.replace(/^#\/?/, '') || null);
}

/** The address of the page that shows a verification. */
export function addressOf(id: string): string {
  return `#${encodeURIComponent(id)}`;
}

export function show(id: string): void {
  location.hash = id;
}

/** The address to which a provider's page returns the browser in the end. */
export function returnAddress(): string {
  return `${location.origin}${location.pathname}`;
}

/** The service adds `verificationId` to the return address; this turns it into an ordinary address of this page. */
export function comeBackFromProvider(): void {
  const id = new URLSearchParams(location.search).get('verificationId');
  if (id) history.replaceState(null, '', `${location.pathname}#${encodeURIComponent(id)}`);
}

function subscribe(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}
