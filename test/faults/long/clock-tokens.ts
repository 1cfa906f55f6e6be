import type { TestApp } from '../../support/app';
import type { FakeUcenter } from '../../support/fake-ucenter';
import { askAs } from '../frame/ask';
import type { Ledger } from '../frame/ledger';
import type { JumpingClock } from './jumping-clock';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const mutation = `mutation ($input: VerifyByMobileInput!) {
  verifyByMobile(input: $input) { verification { status } inputErrors { code } }
}`;

interface Answer {
  readonly verifyByMobile: {
    readonly verification: { readonly status: string } | null;
    readonly inputErrors: readonly { readonly code: string }[];
  };
}

/** What depends on the clock beside verifications: the application token of a provider, and the limit of tries. */
export async function tokensAndTries(
  ledger: Ledger,
  app: TestApp,
  clock: JumpingClock,
  ucenter: FakeUcenter,
): Promise<void> {
  const verify = async (mobileNo: string): Promise<string> => {
    const { verifyByMobile } = await askAs<Answer>(app.url, 'account-tries', mutation, {
      input: { mobileNo, code: '123456' },
    });
    return verifyByMobile.inputErrors[0]?.code ?? verifyByMobile.verification?.status ?? '';
  };
  const expectAnswer = async (what: string, mobileNo: string, expected: string) => {
    const found = await verify(mobileNo);
    if (found !== expected) ledger.regressed(`${what}: ${found}, not ${expected}`);
  };

  // The token of two hours is renewed after a jump over its end, and outlives one that falls short of it.
  await expectAnswer('a first call', '19912340001', 'APPROVED');
  clock.set(hourMs);
  await expectAnswer('within the life of a token', '19912340002', 'APPROVED');
  if (ucenter.tokens.length !== 1) ledger.doubled('an application token within its life');
  clock.set(3 * hourMs);
  await expectAnswer('after the life of a token', '19912340003', 'APPROVED');
  if (ucenter.tokens.length !== 2) ledger.lost('the renewal of an application token');
  clock.set(-3 * hourMs);
  await expectAnswer('with a clock that went back', '19912340004', 'APPROVED');

  // Three tries within ten minutes; a clock that goes back locks nobody out for longer than twice that.
  clock.set(0);
  const target = '19912340009';
  for (let n = 1; n <= 3; n += 1) await expectAnswer(`try ${n}`, target, 'APPROVED');
  await expectAnswer('a fourth try', target, 'TOO_MANY_ATTEMPTS');
  clock.set(-5 * minuteMs);
  await expectAnswer('a try five minutes back', target, 'TOO_MANY_ATTEMPTS');
  clock.set(-5 * hourMs);
  await expectAnswer('a try five hours back', target, 'APPROVED');
  clock.set(11 * minuteMs);
  await expectAnswer('a try eleven minutes later', target, 'APPROVED');
}
