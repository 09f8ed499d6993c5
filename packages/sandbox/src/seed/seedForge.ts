import { Forge } from '../forge';
import {
  renderDeployRepository,
  renderSharedWorkflows,
} from './deployRepository';
import { renderPlatformRepository } from './platformRepository';
import { RenderedFiles } from './renderSkeleton';
import {
  botLogin,
  hub,
  organisation,
  people,
  platformTeam,
  sharedWorkflows,
  teams,
  tenants,
} from './sampleOrganisation';
import {
  bodyOf,
  branchOf,
  commitMessageOf,
  SampleRequest,
  sampleRequests,
} from './sampleRequests';

export const platformRepository = { owner: organisation, name: 'platform' };
const platform = { owner: organisation, repo: 'platform' };
const engineer = 'bruno.lima';

/** A change needs the owners of what it touches, as CODEOWNERS names them: the ruleset of `onboard-tenant`. */
const ownersReview = {
  name: 'Code owners review',
  target: 'branch',
  enforcement: 'active',
  conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
  rules: [
    {
      type: 'pull_request',
      parameters: {
        dismiss_stale_reviews_on_push: false,
        require_code_owner_review: true,
        require_last_push_approval: false,
        required_approving_review_count: 1,
        required_review_thread_resolution: false,
      },
    },
    { type: 'deletion' },
    { type: 'non_fast_forward' },
  ],
};

/** One cluster has values of its own, over those of its environment. */
const busyCluster = {
  path: 'clusters/payments-prod/addons/ingress-nginx/values.yaml',
  values:
    '# Takes the traffic of the whole shop.\ncontroller:\n  replicaCount: 4\n',
};

/** How long before the first request the hub was bootstrapped, in milliseconds. */
const bootstrapLead = 14 * 24 * 3600_000;

/** The clone URL of a repository of the sample organisation. */
export function cloneUrl(forge: { url: string }, name: string): string {
  return `${forge.url}/${organisation}/${name}.git`;
}

/** What is in the platform repository at first, with the addresses of this forge. */
export async function platformFiles(forge: {
  url: string;
}): Promise<RenderedFiles> {
  const files = await renderPlatformRepository({
    ...hub,
    tenants,
    organisation,
    organisationUrl: `${forge.url}/${organisation}`,
    repoUrl: cloneUrl(forge, platformRepository.name),
  });
  return { ...files, [busyCluster.path]: busyCluster.values };
}

/** The people, the organisation, its teams, and everybody's token. */
export async function seedPeople(
  forge: Forge,
  tokens: { botToken: string; people: Record<string, string> },
): Promise<void> {
  for (const { login, name, email } of people) {
    await forge.ensureUser({ login, name, email });
  }
  await forge.ensureUser({
    login: botLogin,
    name: 'Spokeport',
    email: `${botLogin}@example.org`,
    type: 'Bot',
  });
  await forge.ensureOrg({
    login: organisation,
    name: 'Acme',
    members: [...people.map(({ login }) => login), botLogin],
  });
  for (const slug of Object.keys(teams)) {
    const members = people.filter(person => person.teams.includes(slug));
    await forge.ensureTeam({
      org: organisation,
      slug,
      members: members.map(({ login }) => login),
    });
  }
  await forge.issueToken(botLogin, tokens.botToken);
  for (const [login, token] of Object.entries(tokens.people)) {
    await forge.issueToken(login, token);
  }
}

/** The repositories with their first content, from before the oldest request. */
export async function seedRepositories(
  forge: Forge,
  options: { now: number; files: RenderedFiles },
): Promise<void> {
  const oldest = Math.max(...sampleRequests.map(({ openedAgo }) => openedAgo));
  const date = new Date(options.now - oldest - bootstrapLead);
  await forge.createRepository({
    ...platformRepository,
    description: `The desired state of ${hub.hubTitle}`,
    topics: ['gitops', 'platform'],
    access: [
      ...Object.entries(teams).map(([team, permission]) => ({
        team,
        permission,
      })),
      // It keeps the rules of this repository, too.
      { login: botLogin, permission: 'admin' as const },
    ],
  });
  await forge.commitFiles({
    ...platform,
    branch: 'main',
    files: contents(options.files),
    message: `Bootstrap ${hub.hubName}`,
    author: engineer,
    date,
  });
  await forge.protectBranch({
    ...platform,
    branch: 'main',
    requiredApprovals: 1,
  });
  await forge.ensureRuleset({ ...platform, ruleset: ownersReview });
  await seedSharedWorkflows(forge, date);
  for (const { tenant } of tenants) {
    await seedDeployRepository(forge, tenant, date);
  }
}

/** As `tenant-clusters:repository:ensure` makes it, so that it is known again. */
async function seedSharedWorkflows(forge: Forge, date: Date): Promise<void> {
  await forge.createRepository({
    owner: organisation,
    name: sharedWorkflows,
    private: true,
    description: 'How services are tested, built and deployed',
    topics: ['workflows'],
    access: [
      { team: platformTeam, permission: 'maintain' },
      { login: botLogin, permission: 'admin' },
    ],
  });
  await forge.commitFiles({
    owner: organisation,
    repo: sharedWorkflows,
    branch: 'main',
    files: contents(
      await renderSharedWorkflows({
        sharedWorkflows,
        organisation,
        platformTeam,
      }),
    ),
    message: `Start\n\nSpokeport-Repository: ${organisation}/${sharedWorkflows}\nSpokeport-Requester: user:default/${engineer}`,
    author: engineer,
    date,
  });
}

async function seedDeployRepository(
  forge: Forge,
  tenant: string,
  date: Date,
): Promise<void> {
  const name = `${tenant}-deploy`;
  await forge.createRepository({
    owner: organisation,
    name,
    description: `What the team ${tenant} deploys`,
    topics: ['gitops', tenant],
    access: [
      { team: tenant, permission: 'push' },
      { team: platformTeam, permission: 'maintain' },
      { login: botLogin, permission: 'push' },
    ],
  });
  await forge.commitFiles({
    owner: organisation,
    repo: name,
    branch: 'main',
    files: contents(
      await renderDeployRepository({ tenant, organisation, platformTeam }),
    ),
    message: 'Start with limits, a network policy and the team’s access',
    author: engineer,
    date,
  });
}

/** Opens a sample pull request, as the portal's bot does on behalf of a person. Returns its number. */
export async function openSample(
  forge: Forge,
  request: SampleRequest,
  date: Date,
): Promise<number> {
  const branch = branchOf(request);
  await forge.commitFiles({
    ...platform,
    branch,
    files: contents(await request.files()),
    message: commitMessageOf(request),
    author: botLogin,
    date,
  });
  return forge.openPullRequest({
    ...platform,
    title: request.title,
    body: bodyOf(request),
    head: branch,
    labels: request.subject.kind === 'TenantCluster' ? ['cluster-request'] : [],
    author: botLogin,
    date,
  });
}

/** A platform engineer approves and merges. */
export async function mergeSample(
  forge: Forge,
  number: number,
  date: Date,
): Promise<void> {
  const approved = new Date(date.getTime() - 60_000);
  await forge.review({
    ...platform,
    number,
    reviewer: engineer,
    event: 'APPROVE',
    date: approved,
  });
  await forge.merge({ ...platform, number, merger: engineer, date });
}

function contents(files: RenderedFiles) {
  return Object.fromEntries(
    Object.entries(files).map(([path, content]) => [path, { content }]),
  );
}
