import type * as domain from '../../domain/verification/verification';
import { describedEnum } from '../described-enum';

export const OneNetAuditStatus = describedEnum<domain.OneNetAuditStatus>(
  'OneNetAuditStatus',
  "OneNET's verdict in a result push (auditStatus).",
  {
    PASSED: '认证通过 (OneNET 0)',
    PENDING_REVIEW: '认证待审核 (OneNET 1)',
    FAILED: '认证不通过 (OneNET 2)',
    SECOND_INSPECTION_PASSED: '二次稽查通过 (OneNET 3)',
    SECOND_INSPECTION_FAILED: '二次稽查不通过 (OneNET 4)',
  },
);
export type OneNetAuditStatus = domain.OneNetAuditStatus;

export const HolderGender = describedEnum<domain.HolderGender>(
  'HolderGender',
  'Gender of the holder, as the identity document states it (OneNET gender).',
  {
    FEMALE: '女 (OneNET 0)',
    MALE: '男 (OneNET 1)',
  },
);
export type HolderGender = domain.HolderGender;
