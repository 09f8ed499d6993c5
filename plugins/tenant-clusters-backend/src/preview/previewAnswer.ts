import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type {
  Preview,
  PreviewFile,
  PreviewStep,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { workspaceFile } from './previewFile';
import { readProposals } from './readProposals';
import type { DryRunAnswer, TemplateStep } from './types';

/** Files of one preview, and characters of their diffs. */
const MAX_FILES = 300;
const MAX_CHARACTERS = 2_000_000;

/** What the scaffolder logs for a step that it leaves out (`NunjucksWorkflowRunner`, `skipDryRun`). */
const NO_DRY_RUN = /does not support dry-run/;

const toStep = ({ id, name, action }: TemplateStep): PreviewStep => ({
  id: id ?? action,
  name: name ?? action,
  action,
});

/** Lets files through until they are too many. */
class Allowance {
  omitted = 0;
  #files = 0;
  #characters = 0;

  take(files: PreviewFile[]): PreviewFile[] {
    return files.filter(({ diff }) => {
      const fits =
        this.#files < MAX_FILES &&
        this.#characters + diff.length <= MAX_CHARACTERS;
      if (fits) {
        this.#files += 1;
        this.#characters += diff.length;
      } else {
        this.omitted += 1;
      }
      return fits;
    });
  }
}

/** The files of the workspace, where no step says what it proposes. */
function workspaceFiles({ directoryContents }: DryRunAnswer): PreviewFile[] {
  return directoryContents.map(({ path, base64Content }) =>
    workspaceFile(path, Buffer.from(base64Content, 'base64')),
  );
}

/** Reads the answer to a dry run. */
export function previewAnswer(
  template: TemplateEntityV1beta3,
  answer: DryRunAnswer,
): Preview {
  const outputs = answer.output.steps ?? {};
  const skipped = new Set(
    answer.log.flatMap(({ body }) =>
      body.stepId && NO_DRY_RUN.test(body.message ?? '') ? [body.stepId] : [],
    ),
  );
  // What the scaffolder makes up for a step without a dry run is no proposal.
  const steps = template.spec.steps.map(toStep);
  const ran = steps.filter(({ id }) => !skipped.has(id));
  const allowance = new Allowance();
  const proposals = ran
    .flatMap(step => readProposals(step, outputs[step.id]?.output ?? {}))
    .map(proposal => ({ ...proposal, files: allowance.take(proposal.files) }));
  const workspace =
    proposals.length === 0 ? allowance.take(workspaceFiles(answer)) : [];
  return {
    template: stringifyEntityRef(template),
    proposals,
    workspace,
    omittedFiles: allowance.omitted,
    skippedSteps: steps.filter(({ id }) => skipped.has(id)),
    unchecked: ran.flatMap(({ id }) => {
      const { unchecked } = outputs[id]?.output ?? {};
      return [unchecked ?? []]
        .flat(2)
        .filter((line): line is string => typeof line === 'string');
    }),
  };
}
