const MAX_LENGTH = 200;

/**
 * The branch of a subject: the same subject always gives the same branch, other subjects give others. Characters that Git
 * refuses in a ref (`git check-ref-format`) become dashes.
 */
export function branchName(subject: string): string {
  const path = subject
    .split('/')
    .map(part =>
      part
        .replace(/[^A-Za-z0-9._-]+/g, '-')
        .replace(/\.{2,}/g, '.')
        .replace(/^[.-]+|[.-]+$/g, '')
        .replace(/\.lock$/, '-lock'),
    )
    .filter(Boolean)
    .join('/');
  return `spokeport/${path}`.slice(0, MAX_LENGTH).replace(/[./-]+$/, '');
}
