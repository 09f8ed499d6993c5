import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { parseAllDocuments } from 'yaml';
import { parseFieldPath } from '../manifest/fieldPath';
import { valueAt } from '../manifest/valueAt';
import type { RepositoryServices } from '../target/connectRepository';
import { findFile } from '../target/findFile';
import { repositoryInput } from '../target/repositoryInput';
import { examples } from './readManifest.examples';

/** Aliases are let be, but not multiplied without end. */
const MAX_ALIASES = 100;

/** @throws InputError when the text is no YAML, or holds several documents. */
function parseSingle(path: string, text: string): unknown {
  const documents = parseAllDocuments(text, { logLevel: 'silent' });
  if ('empty' in documents) {
    return undefined;
  }
  if (documents.length > 1) {
    throw new InputError(`${path}: holds several documents`);
  }
  const [{ errors }] = documents;
  if (errors.length > 0) {
    throw new InputError(`${path}: ${errors[0].message.split('\n')[0]}`);
  }
  return documents[0].toJS({ maxAliasCount: MAX_ALIASES });
}

/**
 * The action `tenant-clusters:manifest:read`.
 * @public
 */
export function createReadManifestAction(
  options: RepositoryServices & {
    auth: AuthService;
    discovery: DiscoveryService;
  },
) {
  return createTemplateAction({
    id: 'tenant-clusters:manifest:read',
    description:
      "Reads fields of a YAML file as outputs, for the steps that follow: the image of one overlay that becomes that of the next, for example. Takes the file from the workspace, or from a hub's platform repository or any other. Changes nothing.",
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        ...repositoryInput(
          'Hub whose platform repository has the file, when the workspace has it not',
        ),
        path: z => z.string().min(1).max(500).describe('The file'),
        targetBranch: z =>
          z
            .string()
            .optional()
            .describe(
              "Branch to read from; the hub's or the repository's own by default",
            ),
        fields: z =>
          z
            .union([
              z.array(z.string()),
              z.record(
                z.union([
                  z.string(),
                  z.array(z.union([z.string(), z.number()])),
                ]),
              ),
            ])
            .describe(
              'Paths of fields by the name that their values get: { image: "images[name=app]" }; or a list of paths, which are the names then',
            ),
        optional: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Let a file or a field be missing; its value is left out',
            ),
      },
      output: {
        values: z =>
          z.record(z.unknown()).describe('The values, by the names given'),
      },
    },
    async handler(ctx) {
      const { path, optional } = ctx.input;
      const fields = Array.isArray(ctx.input.fields)
        ? Object.fromEntries(ctx.input.fields.map(field => [field, field]))
        : ctx.input.fields;
      const file = await findFile(options, ctx, ctx.input);
      if (!file && !optional) {
        throw new NotFoundError(`There is no file ${path}`);
      }
      const document = file && parseSingle(path, file.content.toString('utf8'));
      const values: Record<string, unknown> = {};
      for (const [name, field] of Object.entries(fields)) {
        const value = valueAt(document, parseFieldPath(field));
        if (value !== undefined) {
          values[name] = value;
        } else if (!optional) {
          throw new InputError(
            `${path}: there is no ${
              typeof field === 'string' ? field : field.join('.')
            }`,
          );
        }
      }
      ctx.logger.info(`${path}: ${JSON.stringify(values)}`);
      ctx.output('values', values as Record<string, never>);
    },
  });
}
