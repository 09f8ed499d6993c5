import type { FleetReader } from './fleet/types';
import { takesValues } from './journey/correlate/coveringApplications';
import { repositoryAddress } from './journey/correlate/repositories';
import type { ProjectedApplication } from './projections/types';
import type { ClaimPlacement, PlatformRepositoryConfig } from './requests';

interface Delivery {
  folder: string;
  namespace?: string;
  application?: ProjectedApplication;
}

function remembered<T>(version: () => number, compute: () => T): () => T {
  let known: { version: number; value: T } | undefined;
  return () => {
    if (known?.version !== version()) {
      known = { version: version(), value: compute() };
    }
    return known.value;
  };
}

const folderOf = (path: string | undefined) =>
  path?.replace(/^(\.?\/)+|\/+$/g, '');

const addressOf = ({ namespace = '', name }: ProjectedApplication) =>
  `${namespace}/${name}`;

const covers = ({ folder }: Delivery, path: string) =>
  folder === '' || path.startsWith(`${folder}/`);

/** The delivery whose folder is nearest to a file: of an app of apps, the parent covers the children's folders too. */
function nearest(deliveries: Delivery[], path: string): Delivery | undefined {
  return deliveries
    .filter(delivery => covers(delivery, path))
    .sort((left, right) => right.folder.length - left.folder.length)[0];
}

/**
 * What a hub's Applications, or Flux's Kustomizations, say about where the manifests of its platform repository go.
 *
 * @param version - another number whenever one of them may have changed: there can be tens of thousands
 */
export function hubPlacement(
  fleet: FleetReader,
  { hub, url }: PlatformRepositoryConfig,
  version: () => number,
): Omit<ClaimPlacement, 'fieldsOf'> {
  const own = repositoryAddress(url);
  const applications = remembered(version, (): Delivery[] =>
    fleet.applications(hub).flatMap(application =>
      application.sources.flatMap(source => {
        const folder = folderOf(source.path);
        const address = repositoryAddress(source.repoURL);
        return folder !== undefined && address?.path === own?.path
          ? [
              {
                folder: folder === '.' ? '' : folder,
                namespace: application.destination.namespace,
                application,
              },
            ]
          : [];
      }),
    ),
  );
  /** Few Applications take values from elsewhere: only these are looked through for a file. */
  const valueReaders = remembered(version, () =>
    fleet
      .applications(hub)
      .flatMap(application =>
        application.sources
          .filter(
            ({ ref, repoURL }) =>
              ref !== undefined &&
              repositoryAddress(repoURL)?.path === own?.path,
          )
          .map(source => ({ application, source })),
      ),
  );
  /** What renders a file: whatever names it for values, else the Application whose folder it is in. */
  const renderers = (path: string): ProjectedApplication[] => {
    const named = valueReaders()
      .filter(({ application, source }) =>
        takesValues(application, source, path),
      )
      .map(({ application }) => application);
    return named.length > 0
      ? [...new Set(named)]
      : [nearest(applications(), path)?.application ?? []].flat();
  };
  const kustomizations = (): Delivery[] =>
    fleet.listed(hub, 'kustomization').flatMap(({ path, targetNamespace }) => {
      const folder = folderOf(path);
      return folder ? [{ folder, namespace: targetNamespace }] : [];
    });
  const isClusterScoped = (group: string, kind: string) =>
    fleet
      .listed(hub, 'xrd')
      .some(
        ({ scope, compositeKind }) =>
          scope !== 'Namespaced' &&
          compositeKind.group === group &&
          compositeKind.kind === kind,
      );
  return {
    namespaceOf: ({ path, group, kind }) =>
      isClusterScoped(group, kind)
        ? ''
        : nearest([...applications(), ...kustomizations()], path)?.namespace,
    applicationOf: folder => {
      const application = applications().find(
        delivery => delivery.folder === folder,
      )?.application;
      return application && addressOf(application);
    },
    renderedFrom: path =>
      renderers(path).flatMap(application =>
        application.resources.flatMap(({ group, kind, namespace = '', name }) =>
          fleet
            .claimsAt(hub, namespace, name)
            .filter(claim => claim.group === group && claim.kind === kind)
            .map(({ fields }) => ({
              group,
              kind,
              namespace,
              name,
              fields,
              application: addressOf(application),
            })),
        ),
      ),
  };
}
