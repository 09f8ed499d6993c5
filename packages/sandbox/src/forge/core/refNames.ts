/**
 * Whether a ruleset's conditions name a branch: `~DEFAULT_BRANCH`, `~ALL`, or patterns over the full reference name, in which
 * `*` stays within a part, `**` crosses slashes and `?` is one character (Ruby's `File.fnmatch` with `FNM_PATHNAME`, as GitHub's
 * documentation of rulesets says).
 */
export function matchesRefName(
  conditions: { include: string[]; exclude: string[] },
  branch: string,
  defaultBranch: string,
): boolean {
  const ref = `refs/heads/${branch}`;
  const matches = (pattern: string) =>
    pattern === '~ALL' ||
    (pattern === '~DEFAULT_BRANCH'
      ? branch === defaultBranch
      : patternOf(pattern).test(ref));
  return conditions.include.some(matches) && !conditions.exclude.some(matches);
}

function patternOf(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^$()|[\]\\{}]/g, '\\$&')
    .replace(/\*\*\/|\*\*|\*|\?/g, token => {
      if (token === '**/') return '(?:.*/)?';
      if (token === '**') return '.*';
      return token === '?' ? '[^/]' : '[^/]*';
    });
  return new RegExp(`^${source}$`);
}
