import { randomBytes } from 'node:crypto';
import { json, type TwinAnswer } from '../exchange';
import { marked } from '../reserved';
import type { FaceStart, PhotoCheck } from './face-request';
import { nameMagicOf, troubleAnswer } from './magic';
import { headerAddress } from './web-address';

/** A number without an owner, for a registerData about another person. */
const anotherCertNo = '419999198808181310';

/** A page on which a person's face is about to be checked. */
export interface FacePage {
  readonly pageId: string;
  readonly start: FaceStart;
}

interface FaceCheck {
  readonly passed: boolean;
  readonly registerData: FaceStart['data'];
}

/**
 * Opens pages, takes the clicks that stand in for the camera, and answers queries about the results (sections 一 to 三).
 */
export class FaceDesk {
  readonly #pages = new Map<string, FacePage>();
  readonly #checks = new Map<string, FaceCheck>();

  open(start: FaceStart): FacePage {
    const page = { pageId: randomBytes(16).toString('hex'), start };
    this.#pages.set(page.pageId, page);
    return page;
  }

  page(pageId: string): FacePage | undefined {
    return this.#pages.get(pageId);
  }

  /** Every decision has its own `at`, including a second one on the same page. Returns the address for the browser. */
  decide({ start }: FacePage, passed: boolean): string {
    const at = randomBytes(16).toString('hex');
    this.#checks.set(at, { passed, registerData: start.data });
    return withAt(headerAddress(start.redirectUri), at);
  }

  query(at: string): TwinAnswer {
    const check = this.#checks.get(at);
    if (check === undefined) return json({ code: 404, message: 'at 不存在', data: null });
    const { passed, registerData } = check;
    const magic = nameMagicOf(registerData.name);
    if (magic?.kind === 'trouble' && magic.at === 'verdict') return troubleAnswer(magic.trouble);
    const data = {
      realNameResult: passed && magic?.kind !== 'mismatch',
      registerData:
        magic?.kind === 'anotherPerson' ? { ...registerData, certNo: anotherCertNo } : registerData,
    };
    return ok(data, magic && marked('OK'));
  }

  checkPhoto({ name }: PhotoCheck): TwinAnswer {
    const magic = nameMagicOf(name);
    if (magic?.kind === 'trouble' && magic.at === 'verdict') return troubleAnswer(magic.trouble);
    return ok({ realNameResult: magic?.kind !== 'mismatch' }, magic && marked('OK'));
  }
}

export function ok(data: object | string, message = 'OK'): TwinAnswer {
  return json({ code: 200, message, data });
}

/** Concatenates text: URLSearchParams would rewrite a query that is not ours. */
function withAt(address: string, at: string): string {
  const [beforeHash = '', ...hash] = address.split('#');
  const joint = !beforeHash.includes('?') ? '?' : /[?&]$/.test(beforeHash) ? '' : '&';
  return [`${beforeHash}${joint}at=${at}`, ...hash].join('#');
}
