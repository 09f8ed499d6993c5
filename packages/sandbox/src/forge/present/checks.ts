import { ForgeCore } from '../core/ForgeCore';
import {
  CheckRunRecord,
  RepositoryRecord,
  StatusRecord,
} from '../state/ForgeState';
import { nodeId, presentUser } from './accounts';
import { repositoryApi, repositoryHtml } from './repositories';

type Json = Record<string, unknown>;

export function presentStatus(
  core: ForgeCore,
  repository: RepositoryRecord,
  status: StatusRecord,
): Json {
  return {
    id: status.id,
    node_id: nodeId('StatusContext', status.id),
    url: `${repositoryApi(core, repository)}/statuses/${status.sha}`,
    state: status.state,
    context: status.context,
    description: status.description ?? null,
    target_url: status.targetUrl ?? null,
    avatar_url: null,
    creator: presentUser(core, status.creator),
    created_at: status.createdAt,
    updated_at: status.createdAt,
  };
}

export function presentCheckRun(
  core: ForgeCore,
  repository: RepositoryRecord,
  run: CheckRunRecord,
): Json {
  const api = `${repositoryApi(core, repository)}/check-runs/${run.id}`;
  return {
    id: run.id,
    node_id: nodeId('CheckRun', run.id),
    name: run.name,
    head_sha: run.sha,
    external_id: run.externalId ?? '',
    url: api,
    html_url: `${repositoryHtml(core, repository)}/commit/${run.sha}`,
    details_url: run.detailsUrl ?? null,
    status: run.status,
    conclusion: run.conclusion ?? null,
    started_at: run.startedAt,
    completed_at: run.completedAt ?? null,
    output: {
      title: run.output.title ?? null,
      summary: run.output.summary ?? null,
      text: run.output.text ?? null,
      annotations_count: 0,
      annotations_url: `${api}/annotations`,
    },
    check_suite: { id: run.id },
    app: { id: 1, slug: 'sandbox', name: 'Sandbox' },
    pull_requests: core
      .pulls(repository)
      .filter(p => p.pull.head.sha === run.sha && p.state === 'open')
      .map(p => ({
        id: p.id,
        number: p.number,
        url: `${repositoryApi(core, repository)}/pulls/${p.number}`,
        head: p.pull.head,
        base: p.pull.base,
      })),
  };
}
