import { describedEnum } from '../described-enum';

export const RelationProofSource = describedEnum<'ECARD' | 'IMPORT'>(
  'RelationProofSource',
  "The proof of the relative's identity (ucenter RELATION type, 认证途径).",
  {
    ECARD: 'Campus card and its password: 一卡通方式实名信息认证 (ucenter 1)',
    IMPORT: 'Imported records: 导入方式实名信息认证 (ucenter 2)',
  },
);
export type RelationProofSource = keyof typeof RelationProofSource;
