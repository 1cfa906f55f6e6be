import { useEffect } from 'react';
import { useQuery } from 'urql';
import { CaseOfDocument } from '../../generated/operations.ts';
import { useTexts } from '../language/language.tsx';
import { Notices } from '../notices.tsx';
import { addressOf, addressOfCase, replaceWith } from '../route.ts';
import { failureOf } from '../submission.ts';

/** The person comes back from a provider's page, which knows the verification and not its case. */
export function CaseOfPage({ verificationId }: { readonly verificationId: string }) {
  const { page } = useTexts();
  const [{ data, error }, ask] = useQuery({
    query: CaseOfDocument,
    variables: { id: verificationId },
    requestPolicy: 'network-only',
  });
  useEffect(() => {
    if (!data) return;
    const id = data.verification?.identityCase?.id;
    replaceWith(id ? addressOfCase(id) : addressOf(verificationId));
  }, [data, verificationId]);
  if (!error) return <p role="status">{page.loading}</p>;
  return (
    <>
      <Notices errors={[]} failure={failureOf(error)} />
      <button type="button" onClick={() => ask()}>
        {page.retry}
      </button>
    </>
  );
}
