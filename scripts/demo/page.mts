import { DemoFault, patienceMs } from './fault.mts';

/** A form on a page, as a person who presses one of its buttons sees it. */
export interface Form {
  /** The absolute address that the form is sent to. */
  readonly action: string;
  readonly buttons: readonly Button[];
}

export interface Button {
  readonly name: string;
  readonly value: string;
  readonly label: string;
}

/** Opens a page as a browser would, and reads its first form that is sent by POST. */
export async function openForm(url: string): Promise<Form> {
  const response = await visit(url);
  const form = readForm(await response.text(), response.url);
  if (form) return form;
  throw new DemoFault(
    `The page at ${new URL(url).origin} has no form to press: the demonstration needs the sandbox, which runs when no provider is configured.`,
  );
}

/** Presses the button whose label contains this word, and sends the form as a browser would. */
export async function press(form: Form, word: string): Promise<void> {
  await visit(form.action, pressing(form, word));
}

/** Presses a button that redirects the browser. Returns the address of the redirect without opening it. */
export function pressAway(form: Form, word: string): Promise<string> {
  return redirectOf(form.action, pressing(form, word));
}

/** The address that a page redirects to; it is not opened. */
export async function redirectOf(url: string, init: RequestInit = {}): Promise<string> {
  const response = await load(url, { ...init, redirect: 'manual' });
  const location = response.headers.get('location');
  if (location !== null && response.status >= 300 && response.status < 400) {
    return new URL(location, url).href;
  }
  throw new DemoFault(`The page at ${new URL(url).origin} does not redirect (HTTP ${response.status}).`);
}

/** Opens an address as a browser would. Throws DemoFault if it answers with an error, or not at all. */
export async function visit(url: string, init: RequestInit = {}): Promise<Response> {
  const response = await load(url, init);
  if (response.ok) return response;
  throw new DemoFault(`The page at ${new URL(url).origin} answers HTTP ${response.status}.`);
}

function pressing(form: Form, word: string): RequestInit {
  const button = form.buttons.find(({ label }) => label.includes(word));
  if (!button) throw new DemoFault(`The page has no button "${word}".`);
  return { method: 'POST', body: new URLSearchParams({ [button.name]: button.value }) };
}

async function load(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(patienceMs) });
  } catch (cause) {
    throw new DemoFault(`The page at ${new URL(url).origin} does not answer.`, { cause });
  }
}

function readForm(page: string, pageUrl: string): Form | null {
  const [, attributes = '', content = ''] = /<form\b([^>]*)>(.*?)<\/form>/is.exec(page) ?? [];
  if (attribute(attributes, 'method')?.toLowerCase() !== 'post') return null;
  const buttons = [...content.matchAll(/<button\b([^>]*)>(.*?)<\/button>/gis)].map(
    ([, own = '', inside = '']): Button => ({
      name: attribute(own, 'name') ?? '',
      value: attribute(own, 'value') ?? '',
      label: inside.replaceAll(/<[^>]*>/g, ' '),
    }),
  );
  return { action: new URL(attribute(attributes, 'action') ?? '', pageUrl).href, buttons };
}

function attribute(attributes: string, name: string): string | undefined {
  return new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(attributes)?.[1];
}
