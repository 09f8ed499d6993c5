import { parse, stringify } from 'yaml';
import { KubeObject } from '../../store/types';
import { deepMerge, setField } from '../runtime/fieldPath';
import { ManifestError } from './ManifestError';

export const STAND_IN_LABEL = 'sandbox.spokeport.dev/stand-in';

/**
 * A remote Helm chart is not rendered: a few objects labelled as stand-ins play it, one of which holds the merged
 * values, so that a change of values is a change of manifests.
 *
 * `readValues` gives the text of a value file, or undefined when there is none.
 */
export async function renderChartStandIn(
  source: Record<string, any>,
  appName: string,
  readValues: (path: string) => Promise<string | undefined>,
): Promise<KubeObject[]> {
  const helm = source.helm ?? {};
  const release = helm.releaseName ?? appName;
  const values = await mergeValues(helm, readValues);
  const version = String(source.targetRevision);
  const labels = {
    'app.kubernetes.io/name': source.chart,
    'app.kubernetes.io/instance': release,
    'app.kubernetes.io/managed-by': 'Helm',
    'helm.sh/chart': `${source.chart}-${version}`.slice(0, 63),
    [STAND_IN_LABEL]: 'helm-chart',
  };
  const selector = {
    'app.kubernetes.io/name': source.chart,
    'app.kubernetes.io/instance': release,
  };
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: release, labels },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `${release}-values`, labels },
      data: { 'values.yaml': stringify(values) },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: release, labels },
      spec: { selector, ports: [{ name: 'http', port: 80 }] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: release, labels },
      spec: {
        replicas: Number(values.replicaCount ?? 1) || 1,
        selector: { matchLabels: selector },
        template: {
          metadata: { labels: selector },
          spec: {
            serviceAccountName: release,
            containers: [
              { name: source.chart, image: `${source.chart}:${version}` },
            ],
          },
        },
      },
    },
  ];
}

async function mergeValues(
  helm: Record<string, any>,
  readValues: (path: string) => Promise<string | undefined>,
): Promise<Record<string, any>> {
  let values: Record<string, any> = {};
  for (const file of helm.valueFiles ?? []) {
    const text = await readValues(file);
    if (text !== undefined) values = deepMerge(values, parse(text) ?? {});
    else if (!helm.ignoreMissingValueFiles) {
      throw new ManifestError(
        `error reading helm values: open ${file}: no such file or directory`,
      );
    }
  }
  values = deepMerge(values, parse(helm.values ?? '') ?? {});
  values = deepMerge(values, helm.valuesObject ?? {});
  for (const { name, value } of helm.parameters ?? []) {
    setField(values, name, value);
  }
  return values;
}
