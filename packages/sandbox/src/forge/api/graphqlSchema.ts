import { buildSchema } from 'graphql';

/** The part of GitHub's GraphQL schema that Backstage's actions and Octokit's plugins ask for. */
export const graphqlSchema = buildSchema(/* GraphQL */ `
  scalar GitObjectID
  scalar URI
  scalar Base64String

  enum PullRequestState {
    OPEN
    CLOSED
    MERGED
  }

  interface RepositoryOwner {
    login: String!
    url: URI!
  }
  type User implements RepositoryOwner {
    login: String!
    name: String
    email: String!
    url: URI!
  }
  type Organization implements RepositoryOwner {
    login: String!
    name: String
    url: URI!
  }
  interface GitObject {
    oid: GitObjectID!
  }
  type Commit implements GitObject {
    oid: GitObjectID!
    message: String!
    url: URI!
  }
  type Blob implements GitObject {
    oid: GitObjectID!
    byteSize: Int!
    isBinary: Boolean
    isTruncated: Boolean!
    text: String
  }
  type Tree implements GitObject {
    oid: GitObjectID!
  }
  type PageInfo {
    hasNextPage: Boolean!
    endCursor: String
  }
  type PullRequest {
    id: ID!
    number: Int!
    url: URI!
    title: String!
    body: String!
    state: PullRequestState!
    isDraft: Boolean!
    headRefName: String!
    headRefOid: GitObjectID!
    baseRefName: String!
    baseRepository: Repository
  }
  enum IssueOrderField {
    CREATED_AT
    UPDATED_AT
  }
  enum OrderDirection {
    ASC
    DESC
  }
  input IssueOrder {
    field: IssueOrderField!
    direction: OrderDirection!
  }
  type PullRequestEdge {
    node: PullRequest
  }
  type PullRequestConnection {
    edges: [PullRequestEdge]
    nodes: [PullRequest]
    totalCount: Int!
    pageInfo: PageInfo!
  }
  type Ref {
    id: ID!
    name: String!
    target: Commit
    associatedPullRequests(
      first: Int
      states: [PullRequestState!]
    ): PullRequestConnection!
  }
  type Repository {
    id: ID!
    name: String!
    nameWithOwner: String!
    url: URI!
    isPrivate: Boolean!
    isArchived: Boolean!
    owner: RepositoryOwner!
    defaultBranchRef: Ref
    ref(qualifiedName: String!): Ref
    object(oid: GitObjectID, expression: String): GitObject
    pullRequest(number: Int!): PullRequest
    pullRequests(
      first: Int
      states: [PullRequestState!]
      headRefName: String
      orderBy: IssueOrder
    ): PullRequestConnection!
  }
  type Query {
    viewer: User!
    repository(owner: String!, name: String!): Repository
    organization(login: String!): Organization
    user(login: String!): User
  }

  input CommittableBranch {
    repositoryNameWithOwner: String
    branchName: String
  }
  input CommitMessage {
    headline: String!
    body: String
  }
  input FileAddition {
    path: String!
    contents: Base64String!
  }
  input FileDeletion {
    path: String!
  }
  input FileChanges {
    additions: [FileAddition!]
    deletions: [FileDeletion!]
  }
  input CreateCommitOnBranchInput {
    branch: CommittableBranch!
    message: CommitMessage!
    fileChanges: FileChanges
    expectedHeadOid: GitObjectID!
    clientMutationId: String
  }
  type CreateCommitOnBranchPayload {
    commit: Commit
    ref: Ref
  }
  input CreatePullRequestInput {
    repositoryId: ID!
    baseRefName: String!
    headRefName: String!
    title: String!
    body: String
    draft: Boolean
    clientMutationId: String
  }
  input PullRequestInput {
    pullRequestId: ID!
    clientMutationId: String
  }
  enum PullRequestMergeMethod {
    MERGE
    SQUASH
    REBASE
  }
  input EnablePullRequestAutoMergeInput {
    pullRequestId: ID!
    mergeMethod: PullRequestMergeMethod
    clientMutationId: String
  }
  type EnablePullRequestAutoMergePayload {
    clientMutationId: String
    pullRequest: PullRequest
  }
  type PullRequestPayload {
    pullRequest: PullRequest
  }
  type Mutation {
    createCommitOnBranch(
      input: CreateCommitOnBranchInput!
    ): CreateCommitOnBranchPayload
    createPullRequest(input: CreatePullRequestInput!): PullRequestPayload
    enablePullRequestAutoMerge(
      input: EnablePullRequestAutoMergeInput!
    ): EnablePullRequestAutoMergePayload
    markPullRequestReadyForReview(input: PullRequestInput!): PullRequestPayload
    convertPullRequestToDraft(input: PullRequestInput!): PullRequestPayload
  }
`);
