import { parseRepositoryUrl } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { pullRequestNumber } from './pullRequestNumber';

const repository = parseRepositoryUrl(
  'https://github.example.org/acme/platform',
);

describe('pullRequestNumber', () => {
  it.each([
    { given: 12, reason: 'a number' },
    { given: ' 12 ', reason: 'a number as text' },
    { given: '#12', reason: 'as people write it' },
    {
      given: 'https://github.example.org/acme/platform/pull/12',
      reason: 'an address',
    },
    {
      given: 'https://GitHub.example.org/Acme/Platform/pull/12/files#diff-1',
      reason: 'one of its pages, since names have no case',
    },
  ])('reads $reason', ({ given }) => {
    expect(pullRequestNumber(given, repository)).toBe(12);
  });

  it.each([
    { given: 0, error: /'0' is no pull request/ },
    { given: '1.5', error: /is no pull request: give its number/ },
    { given: '', error: /is no pull request/ },
    {
      given: 'https://github.example.org/acme/platform/issues/12',
      error: /is no pull request: give/,
    },
    {
      given: 'https://github.example.org/acme/other/pull/12',
      error: /is no pull request of acme\/platform/,
    },
    {
      given: 'https://elsewhere.example.org/acme/platform/pull/12',
      error: /is no pull request of acme\/platform/,
    },
  ])('refuses $given', ({ given, error }) => {
    expect(() => pullRequestNumber(given, repository)).toThrow(error);
  });
});
