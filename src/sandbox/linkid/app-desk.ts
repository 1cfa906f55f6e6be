import { randomBytes } from 'node:crypto';
import { marked } from '../reserved';
import { userMagicOf } from './magic';
import { headerAddress } from './web-address';

export type Platform = 'PC' | 'PHONE';

/** An application's request (linkid.md, section 五). */
export interface AppStart {
  readonly appId: string;
  /** The application's own address. */
  readonly service: string;
  readonly userId: string;
  readonly platform: Platform;
}

export interface AppCheck {
  readonly checkId: string;
  readonly start: AppStart;
  state: 'open' | 'passed' | 'failed';
}

const reasons = {
  open: '尚未实名核身',
  failed: '人脸比对未通过',
  impossible: marked('实名核身，证件类型不能为空'),
  none: '没有实名核身记录',
};

/** Keeps the checks of applications' accounts and returns the address for the browser. */
export class AppDesk {
  readonly #checks = new Map<string, AppCheck>();
  /** By application and platform. */
  readonly #last = new Map<string, AppCheck>();
  /** By application, platform and account. */
  readonly #passed = new Set<string>();

  constructor(private readonly baseUrl: () => string) {}

  /** Starts a check; an account that passed before passes it at once. Returns the address for the browser. */
  start(start: AppStart): string {
    const before = userMagicOf(start.userId).kind === 'passed' || this.#passed.has(accountKey(start));
    const check: AppCheck = {
      checkId: randomBytes(16).toString('hex'),
      start,
      state: before ? 'passed' : 'open',
    };
    this.#checks.set(check.checkId, check);
    this.#last.set(placeKey(start), check);
    return this.#destination(check);
  }

  check(checkId: string): AppCheck | undefined {
    return this.#checks.get(checkId);
  }

  last(place: Pick<AppStart, 'appId' | 'platform'>): AppCheck | undefined {
    return this.#last.get(placeKey(place));
  }

  /** A decided check becomes the last one of its application and platform. Returns the address for the browser. */
  decide(check: AppCheck, passed: boolean): string {
    check.state = passed ? 'passed' : 'failed';
    this.#last.set(placeKey(check.start), check);
    if (passed) this.#passed.add(accountKey(check.start));
    else this.#passed.delete(accountKey(check.start));
    return this.#destination(check);
  }

  /** The address that the result query gives the browser, by the last check of that application and platform. */
  result(place: Pick<AppStart, 'appId' | 'platform'>): string {
    const check = this.last(place);
    if (check !== undefined) return this.#destination(check);
    return this.#intercept({ ...place, service: '', userId: '' }, '', '', reasons.none);
  }

  #destination({ checkId, start, state }: AppCheck): string {
    if (state === 'passed') return headerAddress(start.service);
    const page = `${this.baseUrl()}/appreal-server/public/client/realname/check/${checkId}`;
    const magic = userMagicOf(start.userId);
    const links = magic.kind === 'links' ? magic : { realNameUrl: true, qrUrl: true, behindHash: false };
    return this.#intercept(
      start,
      links.realNameUrl ? page : '',
      links.qrUrl ? page : '',
      links.realNameUrl || links.qrUrl ? reasons[state] : reasons.impossible,
      links.behindHash,
    );
  }

  /** As in the document's example: these names, all of them, in this order, with the outermost colon unencoded. */
  #intercept(
    start: AppStart,
    realNameUrl: string,
    qrUrl: string,
    reason: string,
    behindHash = false,
  ): string {
    const { appId, platform, service: appUrl, userId } = start;
    const query = Object.entries({ realNameUrl, qrUrl, appUrl, appId, platform, reason, userId })
      .map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%3A', ':')}`)
      .join('&');
    const device = platform.toLowerCase();
    const page = `${behindHash ? '#/' : ''}client/realname/${device}/intercept`;
    return `${this.baseUrl()}/appreal-server/public/${page}?${query}`;
  }
}

function placeKey({ appId, platform }: Pick<AppStart, 'appId' | 'platform'>): string {
  return JSON.stringify([appId, platform]);
}

function accountKey({ appId, platform, userId }: AppStart): string {
  return JSON.stringify([appId, platform, userId]);
}
