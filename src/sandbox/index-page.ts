import { type Html, html } from './html';
import type { Twin, TwinGuide } from './twin';

/** The sandbox's page at `/`: its services, how to point a service at it, the magic values. */
export function indexPage(twins: readonly Twin[], environment: Readonly<Record<string, string>>): Html {
  const lines = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const guides = twins.flatMap((twin) => (twin.guide === undefined ? [] : [twin.guide]));
  return html`<h1>实名认证沙箱 <small>Real-name verification sandbox</small></h1>
<p class="note">这里没有真实的认证：所有人物、证件和密钥都是虚构的。
<small>No one is really verified here: every person, document and key is invented.</small></p>
<h2>服务 · Services</h2>
<ul>${twins.map((twin) => html`<li><code>${twin.prefix}</code></li>`)}</ul>
<h2>接入 · How to point a service here</h2>
<pre>${lines.join('\n')}</pre>
${guides.map(guideSection)}`;
}

function guideSection(guide: TwinGuide): Html {
  return html`<h2>${guide.title.zh} · ${guide.title.en}</h2>
<p>${guide.magicField.zh}<small>${guide.magicField.en}</small></p>
<table>
<tr><th scope="col">值 Value</th><th scope="col">结果 Effect</th></tr>
${guide.magicValues.map(
  ({ value, effect }) =>
    html`<tr><td><code>${value}</code></td><td>${effect.zh}<small>${effect.en}</small></td></tr>`,
)}
</table>`;
}
