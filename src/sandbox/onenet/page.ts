import { type Html, html } from '../html';
import type { Bilingual } from '../twin';
import type { AuditCase } from './audit-desk';
import type { Delivery, DeliveryState } from './delivery';
import { auditStatuses } from './magic';

interface Choice {
  readonly auditStatus: string;
  readonly look: 'good' | 'wait' | 'bad';
  readonly label: Bilingual;
}

const choices: readonly Choice[] = [
  { auditStatus: auditStatuses.passed, look: 'good', label: { zh: '通过', en: 'Approve' } },
  { auditStatus: auditStatuses.inReview, look: 'wait', label: { zh: '转人工审核', en: 'Send to review' } },
  { auditStatus: auditStatuses.rejected, look: 'bad', label: { zh: '不通过', en: 'Reject' } },
  {
    auditStatus: auditStatuses.secondInspectionPassed,
    look: 'good',
    label: { zh: '二次稽查通过', en: 'Second inspection: pass' },
  },
  {
    auditStatus: auditStatuses.secondInspectionFailed,
    look: 'bad',
    label: { zh: '二次稽查不通过', en: 'Second inspection: fail' },
  },
];

export function isChoice(auditStatus: string): boolean {
  return choices.some((choice) => choice.auditStatus === auditStatus);
}

/** The page of auth_url: the question for the person, the auditor's buttons, and the pushes so far. */
export function authPage(auditCase: AuditCase): Html {
  const { person, request } = auditCase;
  return html`<h1>OneNET 实名认证（沙箱）<small>OneNET real-name verification (sandbox)</small></h1>
<p class="note">真实页面会请您拍摄身份证并做人脸识别；这里由您扮演审核员。
<small>The real page has the person photograph an ID card and show their face. Here you play the auditor.</small></p>
<h2>认证信息 · What the person is asked</h2>
<dl>
<dt>手机号 Phone</dt><dd>${maskedPhone(request.phone)}</dd>
<dt>姓名 Name</dt><dd>${person.custName}（虚构 invented）</dd>
<dt>证件号 ID number</dt><dd>${person.custCertNo}（虚构 invented）</dd>
<dt>业务流水号 busi_seq</dt><dd><code>${auditCase.busiSeq}</code></dd>
<dt>结果推送至 Pushed to</dt><dd><code>${new URL(request.callbackUrl).host}</code></dd>
</dl>
<h2>审核 · Decide</h2>
<form method="post">
${choices.map(
  ({ auditStatus, look, label }) =>
    html`<button class="${look}" name="auditStatus" value="${auditStatus}">${label.zh}<small>${label.en}</small></button>`,
)}
</form>
<h2>推送记录 · What was pushed</h2>
${history(auditCase.deliveries)}`;
}

function history(deliveries: readonly Delivery[]): Html {
  if (deliveries.length === 0) return html`<p>尚未推送。<small>Nothing yet.</small></p>`;
  return html`<ol>${deliveries.map(entry)}</ol>
<p><a href="">刷新 Refresh</a></p>`;
}

function entry({ push, state }: Delivery): Html {
  const { auditStatus, transactionID } = push.auditResult;
  const label = choices.find((choice) => choice.auditStatus === auditStatus)?.label;
  const outcome = stateText(state);
  return html`<li><strong>${label?.zh ?? `auditStatus ${auditStatus}`}</strong> ${label?.en ?? ''}
· ${outcome.zh}<small>${outcome.en} · transactionID <code>${transactionID}</code></small>
<details><summary>JSON</summary><pre>${JSON.stringify(push, null, 2)}</pre></details></li>`;
}

function stateText(state: DeliveryState): Bilingual {
  switch (state.kind) {
    case 'sending':
      return { zh: '推送中', en: 'sending' };
    case 'acknowledged':
      return { zh: `已确认（第 ${state.tries} 次）`, en: `acknowledged (try ${state.tries})` };
    case 'waiting':
      return {
        zh: `未确认（${httpText(state.httpStatus)}），将重试`,
        en: `not acknowledged (${httpText(state.httpStatus)}), will be repeated`,
      };
    case 'givenUp':
      return {
        zh: `未确认（${httpText(state.httpStatus)}），推送 ${state.tries} 次后放弃`,
        en: `not acknowledged (${httpText(state.httpStatus)}), given up after ${state.tries} tries`,
      };
  }
}

function httpText(httpStatus: number | null): string {
  return httpStatus === null ? '无应答 no answer' : `HTTP ${httpStatus}`;
}

function maskedPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(7)}`;
}
