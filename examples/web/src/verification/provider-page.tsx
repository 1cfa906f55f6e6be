import { QRCodeSVG } from 'qrcode.react';
import type { VerificationMethod } from '../../generated/operations.ts';
import { useTexts } from '../language/language.tsx';

/**
 * The way to the provider's page: on this screen, or with a phone. LinkID's face check comes back here, so that it
 * takes this page's place; any other opens beside it.
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
  // It comes from the provider: nothing but a web address is made a link.
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

/** Where the sandbox listens no phone comes. */
function isLocal({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
