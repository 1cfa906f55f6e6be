import { QRCodeSVG } from 'qrcode.react';
import type { VerificationMethod } from '../../generated/operations.ts';
import { useTexts } from '../language/language.tsx';

/**
 * The link to the provider's page, on this screen or with a phone. LinkID's face check returns to this page, so it
 * replaces it; any other opens in a new tab.
 */
export function ProviderPage({
  authUrl,
  method,
}: {
  readonly authUrl: string;
  readonly method: VerificationMethod;
}) {
  const { view } = useTexts();
  const address = URL.parse(authUrl);
  // The address comes from the provider: only a web address becomes a link.
  if (address?.protocol !== 'https:' && address?.protocol !== 'http:') return null;
  const comesBack = method === 'LINKID_PAGE';
  return (
    <section className="card provider-page">
      <div>
        <p>{view.openHint}</p>
        <a
          className="button primary"
          href={address.href}
          {...(!comesBack && { target: '_blank', rel: 'noreferrer' })}
        >
          {view.open}
        </a>
      </div>
      <figure>
        <QRCodeSVG value={address.href} size={132} marginSize={2} title={view.scan} />
        <figcaption>
          {view.scan}
          {isLocal(address) && <span className="hint"> {view.scanLocal}</span>}
        </figcaption>
      </figure>
    </section>
  );
}

/** A phone cannot reach the sandbox's address. */
function isLocal({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
