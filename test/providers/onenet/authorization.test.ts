import { Secret } from '../../../src/domain/privacy/secret';
import { signAuthorization } from '../../../src/providers/onenet/authorization';

const accessKey = Secret.of('KuF3NT/jUBJ62LNBB/A8XZA9CqS3Cu79B/ABmfA1UCw=');

describe('signAuthorization', () => {
  it.each([
    ['sha1', '5ydHlfsQ+OLvcGWieEDkLBOXQs8='],
    ['md5', 'DQJKTfPBHK1eclyjB7HsVw=='],
    ['sha256', 'pWTG7Xsz73sYanEWUhLDGzpa0LlRbiNkRS1LQ0InZFs='],
  ] as const)('makes the published signature with %s', (signMethod, sign) => {
    const header = signAuthorization({ accessKey, signMethod, expiresAt: 1595385530 });
    expect(new URLSearchParams(header).get('sign')).toBe(sign);
  });

  it("writes the header of the document's example, character for character", () => {
    expect(signAuthorization({ accessKey, signMethod: 'sha1', expiresAt: 1595385530 })).toBe(
      'version=2018-10-31&res=ai-registration&et=1595385530&method=sha1&sign=5ydHlfsQ%2BOLvcGWieEDkLBOXQs8%3D',
    );
  });

  it('encodes a resource with slashes, and signs it unencoded', () => {
    const input = { accessKey, signMethod: 'sha1', expiresAt: 1595385530 } as const;
    const header = signAuthorization({ ...input, resource: 'products/123' });
    expect(header).toContain('&res=products%2F123&');
    expect(header).not.toBe(signAuthorization({ ...input, resource: 'products%2F123' }));
  });
});
