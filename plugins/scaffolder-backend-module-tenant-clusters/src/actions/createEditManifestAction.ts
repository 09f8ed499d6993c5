import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { editManifest } from '../manifest/editManifest';
import { readEdits, type EditInput } from '../manifest/readEdits';
import { readManifestInput } from '../manifest/readManifestInput';
import type { RepositoryServices } from '../target/connectRepository';
import { findFile } from '../target/findFile';
import { leaveFile } from '../target/leaveFile';
import { examples } from './editManifest.examples';

/** Editing bytes that are no UTF-8 would change them. */
function decode(path: string, content: Buffer): string {
  const text = content.toString('utf8');
  if (!Buffer.from(text).equals(content)) {
    throw new InputError(`${path}: is no YAML text: it is not UTF-8`);
  }
  return text;
}

/** What a person wrote becomes a new file as it is, comments too; undefined where nobody did. */
function asWritten(input: {
  manifest?: unknown;
  omitEmpty?: boolean;
}): string | undefined {
  return typeof input.manifest === 'string' && !input.omitEmpty
    ? `${input.manifest.trimEnd()}\n`
    : undefined;
}

/**
 * The action `tenant-clusters:manifest:edit`.
 * @public
 */
export function createEditManifestAction(
  options: RepositoryServices & {
    auth: AuthService;
    discovery: DiscoveryService;
  },
) {
  return createTemplateAction({
    id: 'tenant-clusters:manifest:edit',
    description:
      "Sets or removes fields in a YAML file, and adds or removes items of its lists; everything else stays the same bytes: comments, order, quotes, anchors. Takes the file from the workspace, or from a hub's platform repository or any other, and leaves the edited file in the workspace for tenant-clusters:pull-request:open. Can make the file from values. Refuses, with file, line and path, what it cannot do safely. Run again it changes nothing.",
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        path: z =>
          z
            .string()
            .min(1)
            .max(500)
            .describe(
              'The file: of the workspace, and of the repository when one is given',
            ),
        hub: z =>
          z
            .string()
            .optional()
            .describe(
              "Fetch the file from this hub's platform repository when the workspace has it not",
            ),
        repoUrl: z =>
          z
            .string()
            .optional()
            .describe(
              'Fetch it from any repository, as URL or as host?owner=…&repo=…',
            ),
        targetBranch: z =>
          z
            .string()
            .optional()
            .describe(
              "Branch to fetch from; the hub's or the repository's own by default",
            ),
        subject: z =>
          z
            .string()
            .min(1)
            .max(250)
            .optional()
            .describe(
              'What the edit is for, as tenant-clusters:pull-request:open is told it: where a pull request of this subject is open, its version of the file is fetched, so that a second edit adds to the first',
            ),
        select: z =>
          z
            .object({
              apiVersion: z.string().optional(),
              kind: z.string().optional(),
              name: z.string().optional(),
              namespace: z.string().optional(),
            })
            .strict()
            .optional()
            .describe(
              'Which document, where the file holds several; manifest says it too',
            ),
        manifest: z =>
          z
            .union([z.record(z.unknown()), z.string().max(1_000_000)])
            .optional()
            .describe(
              'A document, or its text, as it is to be at least: a file or document that is not there is made of it, one that is there gets these fields and keeps its others',
            ),
        omitEmpty: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Leave out of the manifest what a form hands over for fields that nobody filled in: nulls, empty texts, lists and maps; and edits of such a value',
            ),
        keepEmpty: z =>
          z
            .array(z.string().max(500))
            .max(1000)
            .optional()
            .describe(
              'Fields that omitEmpty keeps although they are empty: spec.addons, spec.pools[].labels',
            ),
        edits: z =>
          z
            .array(
              z
                .object({
                  path: z
                    .union([
                      z.string(),
                      z.array(z.union([z.string(), z.number()])),
                    ])
                    .describe(
                      'spec.size, metadata.labels["a/b"], list[0], images[name=api].newTag; or the keys as a list',
                    ),
                  set: z
                    .unknown()
                    .optional()
                    .describe('The new value; maps and lists as a whole'),
                  remove: z
                    .boolean()
                    .optional()
                    .describe('Takes the field away'),
                  addItem: z
                    .unknown()
                    .optional()
                    .describe('Adds it to the list unless it is there'),
                  addItems: z
                    .array(z.unknown())
                    .max(1000)
                    .optional()
                    .describe('Adds each of them'),
                  removeItem: z
                    .unknown()
                    .optional()
                    .describe('Takes it out of the list'),
                  removeItems: z
                    .array(z.unknown())
                    .max(1000)
                    .optional()
                    .describe('Takes each of them out'),
                })
                .strict(),
            )
            .max(200)
            .optional()
            .describe('What to change, one after another'),
      },
      output: {
        outcome: z =>
          z
            .enum(['created', 'changed', 'unchanged'])
            .describe('What the file came to'),
        path: z => z.string().describe('The file'),
        diff: z =>
          z
            .string()
            .describe('The edit as a unified diff; empty when nothing changed'),
      },
    },
    async handler(ctx) {
      const { input } = ctx;
      const { path, select } = input;
      const manifest = readManifestInput(input);
      const edits = readEdits((input.edits ?? []) as EditInput[], input);
      if (!manifest && !input.edits) {
        throw new InputError('Give edits, a manifest, or both');
      }
      const found = await findFile(options, ctx, input);
      const before = found && decode(path, found.content);
      const { text } = editManifest({
        file: path,
        text: before ?? asWritten(input),
        select,
        manifest,
        edits,
      });
      const { outcome, diff } = await leaveFile(ctx, {
        path,
        before,
        after: text,
        sha: found?.sha,
      });
      ctx.output('outcome', outcome);
      ctx.output('path', path);
      ctx.output('diff', diff);
    },
  });
}
