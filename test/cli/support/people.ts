import { ask } from '../../process/graphql';
import { ouyang } from '../../support/people';

export { ouyang as person } from '../../support/people';

/** Verifies the invented person for an account with the sandbox's Yuxin, and returns the verification's id. */
export async function verify(url: string, guid: string): Promise<string> {
  const { identityNo, realName, mobileNo } = ouyang;
  const { verifyMobileOwner } = await ask<{ verifyMobileOwner: { verification: { id: string } } }>(
    url,
    'mutation ($input: VerifyMobileOwnerInput!) { verifyMobileOwner(input: $input) { verification { id } } }',
    { input: { guid, idCard: identityNo, userName: realName, mobileNo } },
  );
  return verifyMobileOwner.verification.id;
}

/** Whose personal data it still is, as the service shows it. */
export async function shownName(url: string, id: string): Promise<string | null> {
  const { verification } = await ask<{
    verification: { subject: { realName: string | null } | null } | null;
  }>(url, 'query ($id: ID!) { verification(id: $id) { subject { realName } } }', { id });
  return verification?.subject?.realName ?? null;
}
