import type { LoggerService } from '@backstage/backend-plugin-api';
import type { RepositoryLocation } from '@spokeport/backstage-plugin-tenant-clusters-node';
import type { ProposalResult } from './types';

/** The part of an action's context that a proposal is told to. */
interface Listener {
  isDryRun?: boolean;
  logger: LoggerService;
  output(
    name:
      | 'outcome'
      | 'branch'
      | 'repositoryUrl'
      | 'diff'
      | 'changes'
      | 'pullRequestUrl'
      | 'pullRequestNumber',
    value: never,
  ): void;
}

const WORDS = {
  created: 'Opened',
  updated: 'Updated',
  unchanged: 'Nothing changed in',
};

/** Says in the task's log and in its outputs what a proposal came to. */
export function reportProposal(
  ctx: Listener,
  repository: RepositoryLocation,
  { outcome, branch, changes, pullRequest }: ProposalResult,
): void {
  const diff = changes.map(change => change.diff).join('');
  const name = `${repository.owner}/${repository.repo}`;
  if (ctx.isDryRun) {
    ctx.logger.info(`Would propose to ${name}:\n${diff || 'nothing changes'}`);
  } else if (pullRequest) {
    ctx.logger.info(
      `${WORDS[outcome]} pull request ${name}#${pullRequest.number}: ${pullRequest.url}`,
    );
  } else {
    ctx.logger.info(`Nothing changed: ${name} already holds exactly this`);
  }
  const output = ctx.output as (key: string, value: unknown) => void;
  output('outcome', outcome);
  output('branch', branch);
  output('repositoryUrl', repository.url);
  output('diff', diff);
  output('changes', changes);
  if (pullRequest) {
    output('pullRequestUrl', pullRequest.url);
    output('pullRequestNumber', pullRequest.number);
  }
}
