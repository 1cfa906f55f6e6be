import { DemoFault, patienceMs } from './fault.mts';

/** A form on a page, as far as a person who presses one of its buttons is concerned. */
export interface Form {
  /** Where it is sent: an absolute address. */
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

/** Presses the button whose label holds this word, as a browser would send it. */
export async function press(form: Form, word: string): Promise<void> {
  const button = form.buttons.find(({ label }) => label.includes(word));
  if (!button) throw new DemoFault(`The page has no button "${word}".`);
  await visit(form.action, {
    method: 'POST',
    body: new URLSearchParams({ [button.name]: button.value }),
  });
}

async function visit(url: string, init: RequestInit = {}): Promise<Response> {
  const { origin } = new URL(url);
  let response: Response;
  try {
    response = await fetch(url, { ...init, signal: AbortSignal.timeout(patienceMs) });
  } catch (cause) {
    throw new DemoFault(`The page at ${origin} does not answer.`, { cause });
  }
  if (response.ok) return response;
  throw new DemoFault(`The page at ${origin} answers HTTP ${response.status}.`);
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
