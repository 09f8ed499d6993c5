import { HubStore, KubeObject } from '../../store/types';
import { getIfServed, listIfServed, selects } from '../runtime/objects';
import { revisionName, REVISION_API_VERSION } from './CompositionController';
import { machinery } from './composedResources';
import { CompositeKind, CROSSPLANE_GROUP } from './DefinitionIndex';
import { ComposeError } from './runPipeline';

const COMPOSITION = {
  apiVersion: `${CROSSPLANE_GROUP}/v1`,
  kind: 'Composition',
};

/** The name of the Composition an XR uses or should use. */
export function selectComposition(
  store: HubStore,
  composite: KubeObject,
  kind: CompositeKind,
): string {
  const fields = machinery(composite, kind);
  const { enforcedCompositionRef, defaultCompositionRef } =
    kind.definition.spec;
  const chosen =
    enforcedCompositionRef?.name ??
    fields.compositionRef?.name ??
    (fields.compositionSelector ? undefined : defaultCompositionRef?.name);
  if (chosen) return chosen;
  const [first] = listIfServed(store, COMPOSITION)
    .filter(({ spec, metadata }) => {
      const type = spec?.compositeTypeRef;
      return (
        type?.apiVersion === composite.apiVersion &&
        type?.kind === composite.kind &&
        selects(fields.compositionSelector, metadata.labels)
      );
    })
    .map(({ metadata }) => metadata.name)
    .sort();
  if (!first) {
    throw new ComposeError(
      'cannot select Composition: no compatible Compositions found',
    );
  }
  return first;
}

/** What an XR is composed by: the newest revision of its Composition, or the one it is held at. */
export function fetchRevision(
  store: HubStore,
  composite: KubeObject,
  kind: CompositeKind,
): { name: string; composition: KubeObject } {
  const fields = machinery(composite, kind);
  const composition = getIfServed(store, {
    ...COMPOSITION,
    name: fields.compositionRef.name,
  });
  if (!composition) {
    throw new ComposeError(
      `cannot fetch Composition: cannot get Composition: Composition.apiextensions.crossplane.io "${fields.compositionRef.name}" not found`,
    );
  }
  const type = composition.spec?.compositeTypeRef;
  if (
    type?.kind !== composite.kind ||
    type?.apiVersion !== composite.apiVersion
  ) {
    throw new ComposeError(
      'cannot compose resources: composition is not compatible with this composite resource type',
    );
  }
  const held =
    fields.compositionUpdatePolicy === 'Manual' &&
    fields.compositionRevisionRef?.name;
  const revision = held
    ? getIfServed(store, {
        apiVersion: REVISION_API_VERSION,
        kind: 'CompositionRevision',
        name: held,
      })
    : undefined;
  return revision
    ? { name: held, composition: revision }
    : { name: revisionName(composition), composition };
}
