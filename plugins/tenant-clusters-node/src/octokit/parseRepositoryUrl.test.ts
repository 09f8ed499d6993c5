import { parseRepositoryUrl } from './parseRepositoryUrl';

describe('parseRepositoryUrl', () => {
  it.each([
    {
      text: 'https://github.com/acme/platform',
      url: 'https://github.com/acme/platform',
      host: 'github.com',
      reason: 'the plain form',
    },
    {
      text: 'https://github.com/acme/platform.git/',
      url: 'https://github.com/acme/platform',
      host: 'github.com',
      reason: 'as git remotes write it',
    },
    {
      text: 'http://localhost:7008/acme/platform',
      url: 'http://localhost:7008/acme/platform',
      host: 'localhost:7008',
      reason: 'the port is part of the host',
    },
    {
      text: 'localhost:7008?owner=acme&repo=platform',
      url: 'http://localhost:7008/acme/platform',
      host: 'localhost:7008',
      reason: "the scaffolder's form, on loopback",
    },
    {
      text: 'github.com?repo=platform&owner=acme',
      url: 'https://github.com/acme/platform',
      host: 'github.com',
      reason: "the scaffolder's form",
    },
  ])('$text: $reason', ({ text, url, host }) => {
    expect(parseRepositoryUrl(text)).toEqual({
      url,
      host,
      owner: 'acme',
      repo: 'platform',
    });
  });

  it.each([
    { text: '', reason: 'empty' },
    { text: 'https://github.com/acme', reason: 'no repository' },
    {
      text: 'https://github.com/acme/platform/tree/main',
      reason: 'a page inside it',
    },
  ])('refuses "$text": $reason', ({ text }) => {
    expect(() => parseRepositoryUrl(text)).toThrow(/is no repository URL/);
  });

  it.each(['https://bot:s3cret@github.com/acme', 'bot:s3cret@github.com/acme'])(
    'quotes no credential of %s',
    text => {
      expect(() => parseRepositoryUrl(text)).toThrow(
        /^'(https:\/\/)?github\.com\/acme' is no repository URL/,
      );
    },
  );
});
