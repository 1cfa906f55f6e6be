import { Field } from 'type-graphql';
import {
  auditedPerson,
  maskAddress,
  maskBirthday,
  maskFreeText,
  maskIdentityNo,
  maskKnown,
  maskMobileNo,
  maskName,
} from '../../domain/privacy/masking';
import type * as domain from '../../domain/verification/verification';
import { OutputType } from '../output-type';
import { DateTime } from '../scalars';
import { dateOf, masked } from '../shown';
import { HolderGender, OneNetAuditStatus } from './enums';

@OutputType({
  description:
    'What a OneNET result push says about the person and the audit. Personal data is masked. ' +
    'A field is null when the push says nothing about it.',
})
export class AuditInfo {
  constructor(private readonly audit: domain.AuditInfo) {}

  @Field(() => OneNetAuditStatus, { description: "OneNET's verdict (auditStatus)." })
  get auditStatus(): OneNetAuditStatus {
    return this.audit.auditStatus;
  }

  @Field(() => String, {
    nullable: true,
    description:
      "OneNET's reason (auditMessage), with identity and phone numbers inside it masked; of any length.",
  })
  get auditMessage(): string | null {
    const { audit } = this;
    return masked(audit.auditMessage, (words) => maskFreeText(maskKnown(words, auditedPerson(audit))));
  }

  @Field(() => String, {
    nullable: true,
    description: 'Number of the audit (transactionID, 业务流水). At most 128 characters.',
  })
  get transactionId(): string | null {
    return this.audit.transactionId;
  }

  @Field(() => String, {
    nullable: true,
    description: 'Number of the request (busiSeq, 请求业务流水). At most 128 characters.',
  })
  get busiSeq(): string | null {
    return this.audit.busiSeq;
  }

  @Field(() => String, {
    nullable: true,
    description: 'The mobile number the verification was started with (phone), masked.',
  })
  get phone(): string | null {
    return masked(this.audit.phone, maskMobileNo);
  }

  @Field(() => DateTime, { nullable: true, description: 'When OneNET answered (responseTime).' })
  get responseTime(): Date | null {
    return dateOf(this.audit.responseTime);
  }

  @Field(() => String, { nullable: true, description: 'Name on the document (custName), masked.' })
  get custName(): string | null {
    return masked(this.audit.custName, maskName);
  }

  @Field(() => String, { nullable: true, description: 'Number of the document (custCertNo), masked.' })
  get custCertNo(): string | null {
    return masked(this.audit.custCertNo, maskIdentityNo);
  }

  @Field(() => String, { nullable: true, description: 'Province and city only.' })
  get custCertAddr(): string | null {
    return masked(this.audit.custCertAddr, maskAddress);
  }

  @Field(() => HolderGender, { nullable: true, description: 'Gender on the document (gender).' })
  get gender(): HolderGender | null {
    return this.audit.gender;
  }

  @Field(() => String, {
    nullable: true,
    description: 'Ethnic group on the document (nation, 民族). As OneNET gives it, of any length.',
  })
  get nation(): string | null {
    return this.audit.nation;
  }

  @Field(() => String, { nullable: true, description: 'Masked: 1990-**-**' })
  get birthday(): string | null {
    const birthday = dateOf(this.audit.birthday);
    return birthday && maskBirthday(birthday.getTime());
  }

  @Field(() => String, {
    nullable: true,
    description:
      'The issuer of the document (issuingAuthority, 证件签发机关). As OneNET gives it, of any length.',
  })
  get issuingAuthority(): string | null {
    return this.audit.issuingAuthority;
  }

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the document begins to be valid (certValidDate).',
  })
  get certValidDate(): Date | null {
    return dateOf(this.audit.certValidDate);
  }

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the document ceases to be valid (certExpDate).',
  })
  get certExpDate(): Date | null {
    return dateOf(this.audit.certExpDate);
  }

  @Field(() => DateTime, {
    nullable: true,
    description: "OneNET's createTime; OneNET calls it of no concern (不需关注).",
  })
  get createTime(): Date | null {
    return dateOf(this.audit.createTime);
  }

  @Field(() => DateTime, {
    nullable: true,
    description: "OneNET's modifyTime; OneNET calls it of no concern (不需关注).",
  })
  get modifyTime(): Date | null {
    return dateOf(this.audit.modifyTime);
  }

  @Field(() => String, {
    nullable: true,
    description: 'The channel the request came through (channelId, 发起方渠道标识). At most 128 characters.',
  })
  get channelId(): string | null {
    return this.audit.channelId;
  }
}
