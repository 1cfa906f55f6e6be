import type { FastifyInstance } from 'fastify';
import { type Html, html } from '../html';
import { isWebAddress } from './web-address';

const note = html`<p class="note">沙箱：不打开摄像头，由你决定结果。
<small>Sandbox: no camera is opened, you decide the result.</small></p>`;

const buttons = html`<form method="post">
<button class="good" name="passed" value="true">通过 · Pass</button>
<button class="bad" name="passed" value="false">不通过 · Fail</button>
</form>`;

/** Stands in for the step with the camera (linkid.md, section 二). The name is shown masked, the number not at all. */
export function facePage(name: string): Html {
  return html`<h1>人脸核身 <small>Face check</small></h1>
${note}
<dl><dt>姓名 · Name</dt><dd>${[...name][0] ?? ''}*</dd></dl>
${buttons}`;
}

/** The same step for an application's account (section 五). */
export function appCheckPage(appId: string, userId: string): Html {
  return html`<h1>应用实名核身 <small>Application real-name check</small></h1>
${note}
<dl><dt>应用 · Application</dt><dd>${appId}</dd><dt>账号 · Account</dt><dd>${userId}</dd></dl>
${buttons}`;
}

/** The page for a person who has not passed. All of it came in the query, so only http(s) addresses become links. */
export function interceptPage(query: URLSearchParams): Html {
  const realNameUrl = query.get('realNameUrl') ?? '';
  const qrUrl = query.get('qrUrl') ?? '';
  return html`<h1>需要实名核身 <small>Real-name check needed</small></h1>
<p class="note">${query.get('reason') ?? ''}</p>
<ul>
${isWebAddress(realNameUrl) ? html`<li><a href="${realNameUrl}">开始核身 · Start the check</a></li>` : ''}
${isWebAddress(qrUrl) ? html`<li><a href="${qrUrl}">手机核身 · Check on the phone</a></li>` : ''}
</ul>`;
}

/** The decision of a click on one of the buttons; null for any other body. */
export function clickedVerdict(form: string): boolean | null {
  switch (new URLSearchParams(form).get('passed')) {
    case 'true':
      return true;
    case 'false':
      return false;
    default:
      return null;
  }
}

/**
 * These forms end in a redirect to the application's own address, and browsers apply `form-action` to the redirect as
 * well: with it, the click would fail.
 */
export function allowFormRedirects(server: FastifyInstance): void {
  server.addHook('onSend', async (_request, reply) => {
    const policy = reply.getHeader('content-security-policy');
    if (typeof policy !== 'string') return;
    reply.header('content-security-policy', policy.replace(/form-action [^;]*;?\s*/, ''));
  });
}
