import { randomInt } from 'node:crypto';
import type { TwinAnswer } from '../exchange';
import { json } from '../exchange';
import { marked } from '../reserved';
import { Conflicts } from './conflicts';
import { type UcenterMagic, ucenterSecretCode } from './magic';
import type { IdentityKey } from './people';
import { identityKeyOf, People } from './people';
import { type Claim, effectOf, type Merge } from './request';
import { isCardSchool, schoolDataOf } from './school';

/** Refusals by the body's code. The document names none of them; 411 to 415 are the sandbox's own. */
export function refusal(code: number, message: string, status = 200): TwinAnswer {
  return json({ code, message, data: null }, status);
}

/** The result query's answer about one verification (ucenter.md, 实名认证结果查询接口). */
interface FinishedVerification {
  readonly result: true;
  readonly deviceId: string;
  readonly memberId: string | null;
  /** Unix seconds, like finishTime. */
  readonly identifyTime: number;
  readonly finishTime: number;
  readonly realName: string | null;
  readonly identityNo: string | null;
}

type HeldMagic = Extract<UcenterMagic, 'held' | 'heldForStaff'>;

/** Verifies people, remembers their identities, and settles conflicts between two accounts. */
export class VerificationDesk {
  readonly #people = new People();
  readonly #conflicts = new Conflicts();
  readonly #finished = new Map<string, FinishedVerification>();

  constructor(private readonly now: () => Date) {}

  /**
   * `body` is the unchanged request, which a merge is compared with. `magic` says that another account holds the
   * identity although none has claimed it here.
   */
  handle(guid: string, body: unknown, request: Claim | Merge, magic?: HeldMagic): TwinAnswer {
    return request.rnAuthPatternCode === 'MERGE'
      ? this.#merge(guid, request)
      : this.#verify(guid, body, request, magic);
  }

  result(rnAuthTicket: string): TwinAnswer {
    const data = this.#finished.get(rnAuthTicket);
    return data === undefined ? refusal(404, '实名认证凭据不存在') : json({ code: 200, message: 'OK', data });
  }

  /** The account of a person's own token (/user/base). */
  account(guid: string): TwinAnswer {
    const merged = this.#people.mergedInto(guid);
    const data = { guid, merged: merged.length > 0, mergedGuid: merged.join(',') || null };
    return json({ code: 200, message: 'OK', data });
  }

  /** True for an account that holds an identity: codes for a merge go to no other. */
  holdsAny(guid: string): boolean {
    return this.#people.holdsAny(guid);
  }

  #verify(guid: string, body: unknown, claim: Claim, magic: HeldMagic | undefined): TwinAnswer {
    const refused = refuseSecrets(claim);
    if (refused !== undefined) return refused;
    if (magic === undefined) return this.#settle(guid, body, claim, identityKeyOf(claim));
    // A separate identity, so that the magic value works even if the same ID number was verified before.
    const identity = `magic:${identityKeyOf(claim)}:${effectOf(claim)}`;
    const holder = this.#people.plantHolder(identity);
    if (magic === 'held') return this.#settle(guid, body, claim, identity, marked);
    const mobileNo = this.#people.maskedMobile(holder);
    const message = marked(`当前认证信息已被（${mobileNo}）占用，请联系人工客服`);
    return json({ code: 410, message, data: {} });
  }

  #settle(
    guid: string,
    body: unknown,
    claim: Claim,
    identity: IdentityKey,
    say = (words: string) => words,
  ): TwinAnswer {
    const holder = this.#people.holderOf(identity);
    if (holder === undefined || holder === guid) return this.#approve(guid, claim, identity);
    const mobileNo = this.#people.maskedMobile(holder);
    this.#conflicts.remember(guid, body, { claim, identity });
    return json({
      code: 409,
      message: say(`当前认证信息已被 ${mobileNo} 占用`),
      data: { mobileNo, guid: holder },
    });
  }

  #merge(guid: string, { data: { code, oldGuid, authInfo } }: Merge): TwinAnswer {
    const conflict = this.#conflicts.find(guid, authInfo);
    if (conflict === undefined) return refusal(414, 'authInfo 与触发合并认证的请求不一致，或已合并');
    if (this.#people.holderOf(conflict.identity) !== oldGuid) return refusal(415, 'oldGuid 未持有该认证信息');
    if (code !== ucenterSecretCode) return refusal(411, '验证码错误');
    this.#conflicts.settle(guid, authInfo);
    this.#people.merge(oldGuid, guid);
    return this.#approve(guid, conflict.claim, conflict.identity);
  }

  #approve(guid: string, claim: Claim, identity: IdentityKey): TwinAnswer {
    this.#people.hold(identity, guid);
    const time = this.now();
    const school = schoolDataOf(claim);
    const rnAuthTicket = `T_${serialNumber(time)}`;
    const deviceId =
      claim.rnAuthPatternCode === 'WECHAT-FACE' ? claim.data.deviceId : `D${serialNumber(time)}`;
    const seconds = Math.floor(time.getTime() / 1000);
    this.#finished.set(rnAuthTicket, {
      result: true,
      deviceId,
      memberId: school.memberId,
      identifyTime: seconds,
      finishTime: seconds,
      ...personOf(claim),
    });
    return json({ code: 200, message: 'OK', data: { guid, rnAuthTicket, deviceId, ...school } });
  }
}

function refuseSecrets(claim: Claim): TwinAnswer | undefined {
  switch (claim.rnAuthPatternCode) {
    case 'MOBILE':
      return claim.data.code === ucenterSecretCode ? undefined : refusal(412, '短信验证码错误');
    case 'ECARD':
      return refuseCardPassword(claim.data.password);
    case 'IMPORT-ECARD':
      if (claim.data.password !== undefined) return refuseCardPassword(claim.data.password);
      return isCardSchool(claim.data.customerCode)
        ? refusal(400, marked('参数错误：data.password'), 400)
        : undefined;
    case 'RELATION':
      return claim.data.type === 1 ? refuseCardPassword(claim.data.password) : undefined;
    case 'IMPORT':
    case 'UNIONPAY-FACE':
    case 'WECHAT-FACE':
      return undefined;
  }
}

function refuseCardPassword(password: string | undefined): TwinAnswer | undefined {
  return password === ucenterSecretCode ? undefined : refusal(413, '一卡通密码错误');
}

function personOf(claim: Claim): Pick<FinishedVerification, 'realName' | 'identityNo'> {
  switch (claim.rnAuthPatternCode) {
    case 'IMPORT':
      return { realName: claim.data.name, identityNo: claim.data.identityNo };
    case 'RELATION':
      return { realName: claim.data.name, identityNo: claim.data.identityNo ?? null };
    case 'UNIONPAY-FACE':
      return { realName: claim.data.name, identityNo: claim.data.certCode };
    case 'WECHAT-FACE':
      return { realName: claim.data.realName, identityNo: claim.data.identityNo };
    case 'ECARD':
    case 'IMPORT-ECARD':
      return { realName: claim.data.name, identityNo: null };
    case 'MOBILE':
      return { realName: null, identityNo: null };
  }
}

/** YYYYMM in China, then random digits, so that the next one cannot be guessed. */
function serialNumber(time: Date): string {
  const inChina = new Date(time.getTime() + 8 * 3600 * 1000);
  const month = inChina.toISOString().slice(0, 7).replace('-', '');
  return month + Array.from({ length: 16 }, () => randomInt(10)).join('');
}
