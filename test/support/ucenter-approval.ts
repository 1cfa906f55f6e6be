import { fixture } from './far-end';

/** The document's approval, for this account: the sample's own guid is a sample. */
export function approvalFor(guid: string): Readonly<Record<string, unknown>> {
  const sample = fixture('ucenter/rnauth-approved') as { readonly data: Readonly<Record<string, unknown>> };
  return { ...sample, data: { ...sample.data, guid } };
}
