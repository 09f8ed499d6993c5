import { parseFluxRevision } from './parseFluxRevision';

const SHA1 = '450796ddb2ab6724ee1cc32a4be56da032d1cca0';
const SHA256 =
  'c2d9bb8a0f4b2f4f5a9d3b1a1f2e3d4c5b6a79880123456789abcdef01234567';

describe('parseFluxRevision', () => {
  it.each([
    {
      reason: 'a branch and its commit',
      text: `main@sha1:${SHA1}`,
      revision: { reference: 'main', commit: SHA1 },
    },
    {
      reason: 'a branch with slashes and an at sign',
      text: `feature/a@b@sha1:${SHA1}`,
      revision: { reference: 'feature/a@b', commit: SHA1 },
    },
    {
      reason: 'a tag',
      text: `v1.2.0@sha1:${SHA1}`,
      revision: { reference: 'v1.2.0', commit: SHA1 },
    },
    {
      reason: 'a whole reference',
      text: `refs/pull/420/head@sha1:${SHA1}`,
      revision: { reference: 'refs/pull/420/head', commit: SHA1 },
    },
    {
      reason: 'a commit by itself',
      text: `sha1:${SHA1}`,
      revision: { commit: SHA1 },
    },
    {
      reason: 'a repository of SHA-256',
      text: `main@sha256:${SHA256}`,
      revision: { reference: 'main', commit: SHA256 },
    },
    {
      reason: 'a branch as before Flux 2.0',
      text: `feature/x/${SHA1}`,
      revision: { reference: 'feature/x', commit: SHA1 },
    },
    {
      reason: 'a commit as before Flux 2.0',
      text: SHA1,
      revision: { commit: SHA1 },
    },
    {
      reason: 'an OCI artifact, whose digest is no commit',
      text: `latest@sha256:${SHA256}`,
      source: 'OCIRepository',
      revision: { reference: 'latest' },
    },
    {
      reason: 'a bucket',
      text: `sha256:${SHA256}`,
      source: 'Bucket',
      revision: {},
    },
    {
      reason: 'a version of a chart',
      text: '1.2.3',
      source: 'HelmChart',
      revision: { reference: '1.2.3' },
    },
    {
      reason: 'a shortened commit, which names none for sure',
      text: 'main@sha1:450796d',
      revision: { reference: 'main' },
    },
    { reason: 'nothing', text: '', revision: { reference: '' } },
  ])('reads $reason', ({ text, source, revision }) => {
    expect(parseFluxRevision(text, source)).toEqual(revision);
  });
});
