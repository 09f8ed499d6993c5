import { standingProblem } from './standingProblem';

const fine = {
  name: 'acme/platform',
  branch: 'main',
  repository: {
    fullName: 'Acme/Platform',
    defaultBranch: 'main',
    archived: false,
  },
  rewritten: false,
  complete: true,
  checksDenied: false,
};

describe('standingProblem', () => {
  it('finds nothing wrong where nothing is, nor before anything is known', () => {
    expect(standingProblem(fine)).toBeUndefined();
    expect(standingProblem({ ...fine, repository: undefined })).toBeUndefined();
  });

  it.each([
    {
      reason: 'more open pull requests than are looked at',
      given: { complete: false },
      problem: 'too-many-open',
      says: /more than 2000 open pull requests/,
    },
    {
      reason: 'checks that may not be read',
      given: { checksDenied: true },
      problem: 'checks-forbidden',
      says: /may not read checks/,
    },
    {
      reason: 'the gravest first',
      given: {
        repository: { ...fine.repository, archived: true },
        rewritten: true,
        checksDenied: true,
      },
      problem: 'archived',
      says: /archived or disabled/,
    },
  ])('says $reason', ({ given, problem, says }) => {
    expect(standingProblem({ ...fine, ...given })).toEqual({
      problem,
      message: expect.stringMatching(says),
    });
  });
});
