/** Presses 通过 Approve on a page of the sandbox's OneNET, as the person would. */
export async function approve(authUrl: string): Promise<void> {
  const page = await (await fetch(authUrl)).text();
  const [, action = ''] = /<form\b[^>]*\baction="([^"]+)"/i.exec(page) ?? [];
  const [button = ''] = /<button\b[^>]*>(?:(?!<\/button>).)*Approve/is.exec(page) ?? [];
  const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(button)?.[1] ?? '';
  const response = await fetch(new URL(action, authUrl), {
    method: 'POST',
    body: new URLSearchParams({ [attribute('name')]: attribute('value') }),
  });
  if (!response.ok) throw new Error(`The page answers HTTP ${response.status}.`);
}
