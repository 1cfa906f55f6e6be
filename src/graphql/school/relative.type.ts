import { Directive, Field } from 'type-graphql';
import { maskFreeText, maskIdentityNo, maskMobileNo, maskName } from '../../domain/privacy/masking';
import type * as domain from '../../domain/verification/verification';
import { fewOfThem } from '../cost';
import { OutputType } from '../output-type';
import { masked } from '../shown';
import { DeptInfo } from './department.type';
import { FamilyRelation } from './enums';

@OutputType({
  description:
    'A relative of the person. realName, identityNo and mobileNo are masked. A field is null when ucenter returned nothing for it.',
})
export class RelativeInfo {
  constructor(private readonly relative: domain.RelativeInfo) {}

  @Field(() => String, {
    nullable: true,
    description: "The relative's school (ucenter customerCode). As ucenter gives it, of any length.",
  })
  get customerCode(): string | null {
    return this.relative.customerCode;
  }

  @Field(() => Boolean, {
    nullable: true,
    description: "True when the relative's school uses campus cards (一卡通).",
  })
  get ecardSchool(): boolean | null {
    return this.relative.ecardSchool;
  }

  @Field(() => String, { nullable: true, description: "The relative's ID number, masked." })
  get identityNo(): string | null {
    return masked(this.relative.identityNo, maskIdentityNo);
  }

  @Field(() => String, {
    nullable: true,
    description:
      "The relative's student or staff number (ucenter outid). As ucenter gives it, of any length; an identity or phone number inside it is masked.",
  })
  get outid(): string | null {
    return masked(this.relative.outid, maskFreeText);
  }

  @Field(() => String, { nullable: true, description: "The relative's name, masked." })
  get realName(): string | null {
    return masked(this.relative.realName, maskName);
  }

  @Field(() => String, { nullable: true, description: "The relative's mobile number, masked." })
  get mobileNo(): string | null {
    return masked(this.relative.mobileNo, maskMobileNo);
  }

  @Field(() => String, {
    nullable: true,
    description:
      "The relative's student or staff number (ucenter serialNo, 学工号). As ucenter gives it, of any length; an identity or phone number inside it is masked.",
  })
  get serialNo(): string | null {
    return masked(this.relative.serialNo, maskFreeText);
  }

  @Field(() => FamilyRelation, {
    nullable: true,
    description: 'How they are related (ucenter relation, 亲属关系).',
  })
  get relation(): FamilyRelation | null {
    return this.relative.relation;
  }

  @Field(() => String, {
    nullable: true,
    description:
      "The relative's campus-card number (ucenter ecardCustomerId, 一卡通编号). As ucenter gives it, of any length; an identity or phone number inside it is masked.",
  })
  get ecardCustomerId(): string | null {
    return masked(this.relative.ecardCustomerId, maskFreeText);
  }

  @Field(() => String, {
    nullable: true,
    description: "The relative's avatar (ucenter childAvatar, 用户头像). As ucenter gives it, of any length.",
  })
  get childAvatar(): string | null {
    return this.relative.childAvatar;
  }

  @Directive(fewOfThem)
  @Field(() => [DeptInfo], {
    description: "The relative's places in departments; empty when there are none.",
  })
  get deptInfo(): readonly DeptInfo[] {
    return this.relative.deptInfo.map((place) => new DeptInfo(place));
  }
}
