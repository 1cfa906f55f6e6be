import { useSyncExternalStore } from 'react';

/** The choice of a method. */
export const home = '#/';

/** The verification that is shown: its id is the address's fragment, so that a reload and a bookmark find it again. */
export function useShownId(): string | null {
  return useSyncExternalStore(subscribe, () => location.hash.replace(/^#\/?/, '') || null);
}

export function show(id: string): void {
  location.hash = id;
}

/** Where a provider's page is to send the browser in the end. */
export function returnAddress(): string {
  return `${location.origin}${location.pathname}`;
}

/** The service adds `verificationId` to the return address: from there on it is an ordinary address of this page. */
export function comeBackFromProvider(): void {
  const id = new URLSearchParams(location.search).get('verificationId');
  if (id) history.replaceState(null, '', `${location.pathname}#${encodeURIComponent(id)}`);
}

function subscribe(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}
