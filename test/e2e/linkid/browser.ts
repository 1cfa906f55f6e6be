/** The response that a browser gets without following redirects. */
export interface Visit {
  readonly address: string;
  readonly status: number;
  readonly location: string | null;
  readonly headers: Headers;
  readonly text: string;
}

export async function visit(address: string, init: RequestInit = {}): Promise<Visit> {
  const response = await fetch(address, { ...init, redirect: 'manual' });
  const location = response.headers.get('location');
  return {
    address,
    status: response.status,
    location: location && new URL(location, address).href,
    headers: response.headers,
    text: await response.text(),
  };
}

/** Opens a page, and presses the button with this value in its one form. */
export async function press(address: string, value: string): Promise<Visit> {
  const { text } = await visit(address);
  const form = /<form method="post">(.*?)<\/form>/s.exec(text)?.[1] ?? '';
  const name = new RegExp(`<button[^>]* name="([^"]+)" value="${value}"`).exec(form)?.[1];
  if (name === undefined) throw new Error(`there is no button with the value ${value}`);
  return visit(address, { method: 'POST', body: new URLSearchParams({ [name]: value }) });
}

/** Follows a redirect that must be there. */
export function follow({ status, location }: Visit): Promise<Visit> {
  if (location === null) throw new Error(`the answer ${status} leads nowhere`);
  return visit(location);
}

/** The whole way of a person: opens the page, decides, and comes back to the service, whose answer this is. */
export async function goThrough(authUrl: string, passed: boolean): Promise<Visit> {
  return follow(await press(authUrl, String(passed)));
}
