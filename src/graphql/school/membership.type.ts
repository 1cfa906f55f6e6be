import { Field } from 'type-graphql';
import { maskFreeText } from '../../domain/privacy/masking';
import type * as domain from '../../domain/verification/verification';
import { OutputType } from '../output-type';
import { masked } from '../shown';
import { SchoolRole } from './enums';

@OutputType({
  description:
    "The person's standing at a school, as ucenter returns it. A field is null when ucenter returned nothing for it.",
})
export class SchoolMembership {
  constructor(private readonly membership: domain.SchoolMembership) {}

  @Field(() => SchoolRole, { nullable: true, description: "The person's role (ucenter role)." })
  get role(): SchoolRole | null {
    return this.membership.role;
  }

  @Field(() => String, {
    nullable: true,
    description: 'The school (ucenter customerCode, 学校唯一标识). As ucenter gives it, of any length.',
  })
  get customerCode(): string | null {
    return this.membership.customerCode;
  }

  @Field(() => String, {
    nullable: true,
    description: "The school's name (ucenter customerName). As ucenter gives it, of any length.",
  })
  get customerName(): string | null {
    return this.membership.customerName;
  }

  @Field(() => Boolean, { nullable: true, description: 'True when the school uses campus cards (一卡通).' })
  get ecardSchool(): boolean | null {
    return this.membership.ecardSchool;
  }

  @Field(() => String, {
    nullable: true,
    description:
      'The school in the campus-card system (ucenter dpcode, 一卡通学校标识). As ucenter gives it, of any length.',
  })
  get dpcode(): string | null {
    return this.membership.dpcode;
  }

  @Field(() => String, {
    nullable: true,
    description:
      'The person in the list of members for this role (ucenter memberId). An identity number inside it is masked.',
  })
  get memberId(): string | null {
    return masked(this.membership.memberId, maskFreeText);
  }

  @Field(() => String, {
    nullable: true,
    description:
      'Student or staff number (ucenter serialNo, 学工号). As ucenter gives it, of any length; an identity or phone number inside it is masked.',
  })
  get serialNo(): string | null {
    return masked(this.membership.serialNo, maskFreeText);
  }

  @Field(() => String, {
    nullable: true,
    description:
      "The person's campus-card number (ucenter ecardCustomerId, 一卡通编号). As ucenter gives it, of any length; an identity or phone number inside it is masked.",
  })
  get ecardCustomerId(): string | null {
    return masked(this.membership.ecardCustomerId, maskFreeText);
  }
}
