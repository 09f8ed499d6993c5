/** What GitHub answers to {@link openingQuery}; files are `f0`, `f1`, … */
export interface OpeningAnswer {
  repository: {
    /** GraphQL's. */
    id: string;
    defaultBranchRef: { name: string; target: { oid: string } } | null;
    base: { target: { oid: string } } | null;
    branch: {
      target: { oid: string };
      associatedPullRequests: {
        nodes: {
          id: string;
          number: number;
          url: string;
          body: string;
          baseRefName: string;
        }[];
      };
    } | null;
    [file: string]: unknown;
  };
}

/** What GraphQL says of a blob. */
export interface BlobAnswer {
  oid?: string;
  text?: string | null;
  isBinary?: boolean;
  isTruncated?: boolean;
}

/** Files whose present content is asked for together with the opening, and blobs that one query asks for. */
export const MAX_BLOBS_PER_QUERY = 200;

const BLOB_FIELDS =
  'fragment b on GitObject { oid ... on Blob { text isBinary isTruncated } }';

/** One query for where the base and the proposal's branch are, whether that is under review, and what files hold on the base. */
export function openingQuery(options: {
  branch: string;
  base?: string;
  paths: string[];
}): { query: string; variables: Record<string, string>; names: string[] } {
  const { branch, base } = options;
  const paths = options.paths.slice(0, MAX_BLOBS_PER_QUERY);
  const names = paths.map((_, index) => `f${index}`);
  const query = `query(${[
    '$owner: String!, $repo: String!, $branch: String!, $base: String!',
    ...names.map(name => `$${name}: String!`),
  ].join(', ')}) { repository(owner: $owner, name: $repo) {
      id defaultBranchRef { name target { oid } }
      base: ref(qualifiedName: $base) { target { oid } }
      branch: ref(qualifiedName: $branch) { target { oid }
        associatedPullRequests(first: 20, states: [OPEN]) { nodes { id number url body baseRefName } } }
      ${names
        .map(name => `${name}: object(expression: $${name}) { ...b }`)
        .join('\n')}
    } } ${paths.length > 0 ? BLOB_FIELDS : ''}`;
  return {
    query,
    variables: {
      branch: `refs/heads/${branch}`,
      base: `refs/heads/${base ?? ''}`,
      ...Object.fromEntries(
        paths.map((path, index) => [names[index], `${base ?? 'HEAD'}:${path}`]),
      ),
    },
    names,
  };
}

/** One query for many blobs by their names. */
export function blobsQuery(shas: string[]): string {
  return `query($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${shas
    .map((sha, index) => `f${index}: object(oid: "${sha}") { ...b }`)
    .join('\n')} } } ${BLOB_FIELDS}`;
}

/** Pull requests that are open beside one's own; the newest hundred, of which those of the same moment are the first. */
const STANDING =
  'pullRequests(states: [OPEN], first: 100, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { number url body baseRefName } }';

/** What GitHub answers of a pull request that is open beside one's own. */
export interface StandingAnswer {
  nodes: { number: number; url: string; body: string; baseRefName: string }[];
}

/**
 * Opens a pull request and reads in the same call which others are open then: what was opened before it is among them, whoever
 * asked at the same moment.
 */
export const CREATE_PULL_REQUEST = `mutation($repository: ID!, $base: String!, $head: String!, $title: String!, $body: String!, $draft: Boolean!) {
  createPullRequest(input: { repositoryId: $repository, baseRefName: $base, headRefName: $head, title: $title, body: $body, draft: $draft }) {
    pullRequest { id number url baseRepository { ${STANDING} } }
  }
}`;

/** The pull requests that are open now. */
export const STANDING_PULL_REQUESTS = `query($owner: String!, $repo: String!) {
  repository(owner: $owner, name: $repo) { ${STANDING} }
}`;
