import {
  resolveSafeChildPath,
  type AuthService,
  type DiscoveryService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  createTemplateAction,
  serializeDirectoryContents,
} from '@backstage/plugin-scaffolder-node';
import { readClaimManifests } from '@spokeport/backstage-plugin-tenant-clusters-node';
import { createRulesClient } from '../validation/createRulesClient';
import { strangersBesideClaims } from '../validation/strangersBesideClaims';
import { yamlProblems } from '../validation/yamlProblems';
import { claimProblems } from '../validation/claimProblems';
import { schemaProblems } from '../schemas/schemaProblems';
import { schemasFromFiles } from '../schemas/schemasFromFiles';
import { schemasFromHub } from '../schemas/schemasFromHub';
import { examples } from './validateManifests.examples';

async function readManifests(workspacePath: string, folder = '.') {
  const contents = await serializeDirectoryContents(
    resolveSafeChildPath(workspacePath, folder),
    { gitignore: false },
  );
  return contents
    .filter(file => /\.ya?ml$/.test(file.path))
    .map(({ path, content }) => ({ path, text: content.toString('utf8') }));
}

/**
 * The action `tenant-clusters:manifests:validate`.
 * @public
 */
export function createValidateManifestsAction(options: {
  auth: AuthService;
  discovery: DiscoveryService;
}) {
  return createTemplateAction({
    id: 'tenant-clusters:manifests:validate',
    description:
      "Checks the workspace's manifests before anything is sent to GitHub: YAML, the schemas of their kinds (unknown fields too), names, the tenants that the person who asks belongs to, and that names and CIDRs are free on the hub, in the catalog and in open requests. Refuses with every problem at once, and says what it could not check.",
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        hub: z =>
          z.string().min(1).describe('Hub that the manifests are meant for'),
        sourcePath: z =>
          z
            .string()
            .optional()
            .describe('Folder of the workspace to check; all of it by default'),
        schemaPath: z =>
          z
            .string()
            .optional()
            .describe(
              "Folder of the workspace with CRDs and XRDs to check against; the hub's own by default",
            ),
      },
      output: {
        claims: z =>
          z
            .array(z.string())
            .describe(
              'The claims that were found, as group/Kind/namespace/name',
            ),
        unchecked: z =>
          z
            .array(z.string())
            .describe(
              'What could not be checked here: rules in CEL, kinds without a known schema',
            ),
      },
    },
    async handler(ctx) {
      const { hub, sourcePath, schemaPath } = ctx.input;
      const credentials = await ctx.getInitiatorCredentials();
      const requester = ctx.user?.ref;
      if (!requester) {
        throw new NotAllowedError(
          'Only a signed-in person can request a cluster',
        );
      }
      const files = await readManifests(ctx.workspacePath, sourcePath);
      const unreadable = files.flatMap(yamlProblems);
      if (unreadable.length > 0) {
        throw new InputError(unreadable.join('\n'));
      }
      const claims = files.flatMap(({ path, text }) =>
        readClaimManifests(text).map(manifest => ({ path, manifest })),
      );
      if (claims.length === 0) {
        throw new InputError('There is no claim among the manifests');
      }
      const strangers = files.flatMap(strangersBesideClaims);
      if (strangers.length > 0) {
        throw new InputError(strangers.join('\n'));
      }
      const rules = createRulesClient({ ...options, credentials });
      const source = schemaPath
        ? schemasFromFiles(
            (await readManifests(ctx.workspacePath, schemaPath)).map(
              ({ text }) => text,
            ),
          )
        : schemasFromHub(hub, rules);
      const paths = new Set(claims.map(({ path }) => path));
      const problems = await claimProblems({ hub, requester, claims, rules });
      const unchecked: string[] = [];
      for (const file of files.filter(({ path }) => paths.has(path))) {
        const found = await schemaProblems(file, source);
        problems.push(...found.problems);
        unchecked.push(...found.unchecked);
      }
      if (problems.length > 0) {
        throw new InputError(problems.join('\n'));
      }
      for (const line of unchecked) {
        ctx.logger.warn(line);
      }
      const names = claims.map(
        ({ manifest: { group, kind, namespace, name } }) =>
          [group, kind, namespace ?? '', name].join('/'),
      );
      ctx.logger.info(`Checked ${names.join(', ')}: nothing speaks against it`);
      ctx.output('claims', names);
      ctx.output('unchecked', unchecked);
    },
  });
}
