import type {
  PreviewFile,
  PreviewProposal,
  PreviewStep,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { previewFile } from './previewFile';

const OUTCOMES = ['created', 'updated', 'finished', 'unchanged'] as const;
const CHANGES = ['added', 'changed', 'removed'] as const;

type Output = Record<string, unknown>;

const text = (value: unknown) =>
  typeof value === 'string' && value ? value : undefined;

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];

const among = <T extends string>(known: readonly T[], value: unknown) =>
  known.find(one => one === value);

/** What a step with `each` put out is lists of the values of every round. Lists of another length miss rounds: whose is unknown. */
function rounds(output: Output): Output[] {
  const { outcome } = output;
  if (!Array.isArray(outcome)) {
    return [output];
  }
  return outcome.map((_, at) =>
    Object.fromEntries(
      Object.entries(output).flatMap(([key, value]) =>
        Array.isArray(value) && value.length === outcome.length
          ? [[key, value[at]]]
          : [],
      ),
    ),
  );
}

function readFiles(changes: unknown): PreviewFile[] {
  if (!Array.isArray(changes)) {
    return [];
  }
  return changes.flatMap((item: Output | undefined) => {
    const path = text(item?.path);
    const change = among(CHANGES, item?.change);
    return path && change
      ? [
          previewFile({
            path,
            change,
            binary: item?.binary === true,
            diff: text(item?.diff) ?? '',
          }),
        ]
      : [];
  });
}

/**
 * What a step proposes, read from what it put out: the outputs of `tenant-clusters:pull-request:open` and its like. Whoever writes
 * an action with the same outputs (`outcome`, `repositoryUrl`, `changes`) has previews too.
 */
export function readProposals(
  step: PreviewStep,
  output: Output,
): PreviewProposal[] {
  return rounds(output).flatMap(round => {
    const outcome = among(OUTCOMES, round.outcome);
    const repositoryUrl = text(round.repositoryUrl);
    if (!outcome || !repositoryUrl) {
      return [];
    }
    const { pullRequestNumber } = round;
    return [
      {
        step,
        outcome,
        repositoryUrl,
        branch: text(round.branch),
        pullRequestUrl: text(round.pullRequestUrl),
        pullRequestNumber:
          typeof pullRequestNumber === 'number' ? pullRequestNumber : undefined,
        notes: texts(round.done),
        files: readFiles(round.changes),
      },
    ];
  });
}
