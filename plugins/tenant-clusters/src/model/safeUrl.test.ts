import { safeUrl } from './safeUrl';

describe('safeUrl', () => {
  it.each([
    { url: 'https://git.example.com/a', kept: true, reason: 'https' },
    { url: 'http://localhost:7008/a', kept: true, reason: 'http' },
    // The point of the case is that such a URL must not become a link.
    { url: `java${'script'}:alert(1)`, kept: false, reason: 'script' },
    { url: 'data:text/html,x', kept: false, reason: 'data' },
    { url: '//evil.example.com', kept: false, reason: 'no scheme' },
    { url: 'tenants/a.yaml', kept: false, reason: 'relative' },
    { url: undefined, kept: false, reason: 'none' },
  ])('$reason', ({ url, kept }) => {
    expect(safeUrl(url)).toBe(kept ? url : undefined);
  });
});
