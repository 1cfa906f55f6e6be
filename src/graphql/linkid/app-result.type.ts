import { Field } from 'type-graphql';
import { maskFreeText } from '../../domain/privacy/masking';
import type { ApplicationResult } from '../../providers/provider';
import { OutputType } from '../output-type';
import { masked } from '../shown';
import { LinkIdPlatform } from './enums';

@OutputType({
  description:
    "LinkID's record of an application's last real-name check (appreal). A field is null when LinkID says nothing about it.",
})
export class LinkIdAppResult {
  @Field(() => String, { description: 'The application (appId). 1 to 128 characters.' })
  readonly appId: string;

  @Field(() => LinkIdPlatform, { description: 'The device, as asked.' })
  readonly platform: LinkIdPlatform;

  readonly #result: ApplicationResult;

  constructor(appId: string, platform: LinkIdPlatform, result: ApplicationResult) {
    this.appId = appId;
    this.platform = platform;
    this.#result = result;
  }

  @Field(() => Boolean, {
    description:
      'True when LinkID leads to an application whose origin is on REDIRECT_ALLOWLIST, which it does after a check that passed.',
  })
  get passed(): boolean {
    return this.#result.passed;
  }

  @Field(() => String, {
    nullable: true,
    description: 'The page to verify on (realNameUrl, 实名核身地址). An http or https address.',
  })
  get realNameUrl(): string | null {
    return this.#result.realNameUrl;
  }

  @Field(() => String, {
    nullable: true,
    description: 'The address in the QR code (qrUrl, 二维码跳转地址). An http or https address.',
  })
  get qrUrl(): string | null {
    return this.#result.qrUrl;
  }

  @Field(() => String, {
    nullable: true,
    description: "The application's address (appUrl, 应用地址). An http or https address.",
  })
  get appUrl(): string | null {
    return this.#result.appUrl;
  }

  @Field(() => String, {
    nullable: true,
    description:
      "The person's account at LinkID (userId, 账号). An identity or phone number inside it is masked.",
  })
  get userId(): string | null {
    return masked(this.#result.userId, maskFreeText);
  }

  @Field(() => String, {
    nullable: true,
    description:
      'Why it failed (reason, 失败原因), with identity and phone numbers inside it masked. At most 500 characters.',
  })
  get reason(): string | null {
    return masked(this.#result.reason, maskFreeText);
  }
}
