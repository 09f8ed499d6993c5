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
import { claimFindings } from '../validation/claimFindings';
import { joinFindings, type Findings } from '../validation/Findings';
import type { FoundClaim } from '../validation/FoundClaim';
import { removedCluster } from '../validation/removedCluster';
import { schemaProblems } from '../schemas/schemaProblems';
import { schemasFromFiles } from '../schemas/schemasFromFiles';
import { schemasFromHub } from '../schemas/schemasFromHub';
import { examples } from './validateManifests.examples';

interface ManifestFile {
  path: string;
  text: string;
}

async function readManifests(
  workspacePath: string,
  folder = '.',
): Promise<ManifestFile[]> {
  const contents = await serializeDirectoryContents(
    resolveSafeChildPath(workspacePath, folder),
    { gitignore: false },
  );
  return contents
    .filter(file => /\.ya?ml$/.test(file.path))
    .map(({ path, content }) => ({ path, text: content.toString('utf8') }));
}

/** @throws InputError when a file is no YAML, holds something else beside a claim, or there is no claim where one is needed. */
function readClaims(
  files: ManifestFile[],
  options: { needed: boolean },
): FoundClaim[] {
  const unreadable = files.flatMap(yamlProblems);
  if (unreadable.length > 0) {
    throw new InputError(unreadable.join('\n'));
  }
  const claims = files.flatMap(({ path, text }) =>
    readClaimManifests(text).map(manifest => ({ path, manifest })),
  );
  if (claims.length === 0 && options.needed) {
    throw new InputError('There is no claim among the manifests');
  }
  const strangers = files.flatMap(strangersBesideClaims);
  if (strangers.length > 0) {
    throw new InputError(strangers.join('\n'));
  }
  return claims;
}

/** What the schemas of their kinds say of files. */
async function schemaFindings(
  files: ManifestFile[],
  source: ReturnType<typeof schemasFromHub>,
  isNew: boolean,
): Promise<Partial<Findings>[]> {
  const findings: Partial<Findings>[] = [];
  for (const file of files) {
    findings.push(await schemaProblems(file, source, { isNew }));
  }
  return findings;
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
      "Checks the workspace's manifests before anything is sent to GitHub: YAML, the schemas of their kinds (unknown fields too), names, the tenants that the person who asks belongs to, and that names and CIDRs are free on the hub, in the catalog and in open requests. Of a change or a removal it checks that the cluster is there and that the person may propose that. Refuses with every problem at once, and says what it could not check.",
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        hub: z =>
          z.string().min(1).describe('Hub that the manifests are meant for'),
        purpose: z =>
          z
            .enum(['create', 'change', 'remove', 'other'])
            .optional()
            .describe(
              'What the request is for. create (the default): the claims are to be new, for a tenant of the person who asks. change: they are there, and the person may change them. remove: `cluster` is there, and the person may remove it. other: there need be no claim; the schemas of all kinds are checked',
            ),
        cluster: z =>
          z
            .string()
            .optional()
            .describe(
              'Of a removal: the cluster as namespace/name, or as the field ClusterPicker gives it',
            ),
        confirmation: z =>
          z
            .string()
            .optional()
            .describe(
              "Of a removal: the cluster's name, as the person typed it",
            ),
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
              'What could not be checked here: rules in CEL, kinds without a known schema, a hub or requests that could not be looked at',
            ),
      },
    },
    async handler(ctx) {
      const { hub, sourcePath, schemaPath, cluster } = ctx.input;
      const purpose = ctx.input.purpose ?? 'create';
      const credentials = await ctx.getInitiatorCredentials();
      const requester = ctx.user?.ref;
      if (!requester) {
        throw new NotAllowedError(
          'Only a signed-in person can request a cluster',
        );
      }
      if (purpose === 'remove' && !cluster) {
        throw new InputError('A removal needs the input cluster');
      }
      const files = await readManifests(ctx.workspacePath, sourcePath);
      const claims = readClaims(files, {
        needed: purpose === 'create' || purpose === 'change',
      });
      const rules = createRulesClient({ ...options, credentials });
      const removed =
        purpose === 'remove' && cluster
          ? await removedCluster({
              hub,
              cluster,
              confirmation: ctx.input.confirmation,
              rules,
            })
          : undefined;
      const source = schemaPath
        ? schemasFromFiles(
            (await readManifests(ctx.workspacePath, schemaPath)).map(
              ({ text }) => text,
            ),
          )
        : schemasFromHub(hub, rules);
      const paths = new Set(claims.map(({ path }) => path));
      const { problems, unchecked, notes } = joinFindings([
        removed ?? {},
        await claimFindings({
          hub,
          requester,
          // What stays beside a cluster that goes is changed.
          purpose:
            purpose === 'create' || purpose === 'other' ? 'create' : 'change',
          claims,
          rules,
        }),
        ...(await schemaFindings(
          files.filter(({ path }) => purpose === 'other' || paths.has(path)),
          source,
          purpose === 'create',
        )),
      ]);
      if (problems.length > 0) {
        throw new InputError(problems.join('\n'));
      }
      for (const line of [...notes, ...unchecked]) {
        ctx.logger.warn(line);
      }
      const names = claims.map(
        ({ manifest: { group, kind, namespace, name } }) =>
          [group, kind, namespace ?? '', name].join('/'),
      );
      const checked = removed ? [...names, removed.cluster] : names;
      ctx.logger.info(
        `Checked ${
          checked.join(', ') || `${files.length} files`
        }: nothing speaks against it`,
      );
      ctx.output('claims', names);
      ctx.output('unchecked', unchecked);
    },
  });
}
