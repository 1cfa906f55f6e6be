import type { ReactNode } from 'react';
import type { ShownVerificationFragment } from '../../generated/operations.ts';
import { useTexts } from '../language/language.tsx';
import { Badge } from './badge.tsx';

/** The person, masked by the service, so that the page has nothing to hide. */
export function Person({ verification }: { readonly verification: ShownVerificationFragment }) {
  const { view, fields, choices } = useTexts();
  const { user, subject, membership, deptInfo, relativeInfo, auditInfo } = verification;
  return (
    <section className="card">
      <h2>{view.person}</h2>
      <dl>
        {user && (
          <Row term={view.account}>
            {user.name} <code>{user.guid}</code> <Badge assurance={user.assurance} />
          </Row>
        )}
        <Row term={fields.realName}>{subject.realName}</Row>
        <Row term={subject.certType ? choices.IdentityCertType[subject.certType] : fields.identityNo}>
          {subject.identityNo}
        </Row>
        <Row term={fields.mobileNo}>{subject.mobileNo}</Row>
        {membership && (
          <Row term={view.school}>
            {joined(
              membership.customerName,
              membership.role && choices.SchoolRole[membership.role],
              membership.serialNo,
            )}
          </Row>
        )}
        {deptInfo.map(({ customerCode, deptId, position, department }) => (
          <Row term={view.department} key={`${customerCode}/${deptId}`}>
            {joined(department.name, position)}
          </Row>
        ))}
        {relativeInfo.map(({ customerCode, outid, realName, relation }) => (
          <Row term={view.relative} key={`${customerCode}/${outid}`}>
            {joined(realName, relation && choices.FamilyRelation[relation])}
          </Row>
        ))}
        <Row term={view.address}>{auditInfo?.custCertAddr}</Row>
        <Row term={view.authority}>{auditInfo?.issuingAuthority}</Row>
      </dl>
      <p className="hint">{view.masked}</p>
    </section>
  );
}

/** Renders nothing for an empty value. */
function Row({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  if (children === null || children === undefined || children === '') return null;
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  );
}

function joined(...parts: readonly (string | null)[]): string {
  return parts.filter(Boolean).join(' · ');
}
