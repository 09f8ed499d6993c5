import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import {
  HUBS_ANNOTATION,
  NOTES_ANNOTATION,
  PROBLEM_ANNOTATION,
  XRD_ANNOTATION,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { templateName, templateOfXrd, type XrdTemplate } from './templateOfXrd';
import { plainText } from './texts';
import type { OfferedXrd, TemplateSettings } from './types';

const MAX_SENTENCE = 2000;

/** Something about an XRD that its authors should know. */
export interface XrdFinding {
  hub: string;
  definition: string;
  /** refused: there is no template. problem: an annotation asks for what cannot be had. note: how the form was made. */
  weight: 'refused' | 'problem' | 'note';
  text: string;
}

/** What XRDs come to in the catalog. */
export interface TemplateEntities {
  entities: Entity[];
  findings: XrdFinding[];
}

function metadataOf(xrds: OfferedXrd[]) {
  const [{ definition }] = xrds;
  const hubs = xrds.map(({ hub }) => hub).join(',');
  const location = `tenant-clusters:${hubs}/${definition}`;
  return {
    [ANNOTATION_LOCATION]: location,
    [ANNOTATION_ORIGIN_LOCATION]: location,
    [XRD_ANNOTATION]: definition,
    [HUBS_ANNOTATION]: hubs,
  };
}

const listed = (sentences: string[]) =>
  plainText(
    sentences.map(sentence => `- ${sentence}`).join('\n'),
    MAX_SENTENCE,
  );

/** What of the annotations cannot be had is shown on the template's page in the catalog, where its owner looks. */
function templateEntity(
  name: string,
  template: XrdTemplate,
  hubs: OfferedXrd[],
): Entity {
  const { title, description, tags, owner, type, steps, output } = template;
  const notes = listed(template.notes);
  const problems = listed(template.problems);
  const [{ definition }] = hubs;
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: {
      name,
      title,
      description,
      tags,
      annotations: {
        ...metadataOf(hubs),
        ...(notes && { [NOTES_ANNOTATION]: notes }),
        ...(problems && {
          [PROBLEM_ANNOTATION]: `Annotations of the XRD ${definition} ask for what cannot be had:\n${problems}`,
        }),
      },
    },
    spec: {
      owner,
      type,
      parameters: template.parameters(hubs) as [],
      steps: steps as [],
      output: output as {},
    },
  };
}

/** A refused XRD is an entity too: its page in the catalog says why there is no template. */
function refusedEntity(
  name: string,
  xrd: OfferedXrd,
  refused: string,
  settings: TemplateSettings,
): Entity {
  const sentence = `There is no template for ${xrd.definition} on ${xrd.hub}: ${refused}.`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      title: `${xrd.definition} on ${xrd.hubTitle}`,
      description: sentence,
      annotations: { ...metadataOf([xrd]), [PROBLEM_ANNOTATION]: sentence },
    },
    spec: { type: 'crossplane-xrd', owner: settings.owner },
  };
}

interface Offered {
  xrd: OfferedXrd;
  template: XrdTemplate;
}

/** XRDs that come to the same form and the same manifest are one template, with a choice of hubs. */
function sameTemplates(offered: Offered[]): Offered[][] {
  const groups = new Map<string, Offered[]>();
  for (const offer of offered) {
    const { template, xrd } = offer;
    const { parameters, ...rest } = template;
    // The hub's own name and title are left aside.
    const form = parameters([{ ...xrd, hub: '', hubTitle: '' }]);
    const key = JSON.stringify([rest, form]);
    groups.set(key, [...(groups.get(key) ?? []), offer]);
  }
  return [...groups.values()].sort(
    (one, other) =>
      other.length - one.length ||
      one[0].xrd.hub.localeCompare(other[0].xrd.hub),
  );
}

/**
 * The Template entities of all labelled XRDs of all hubs. Hubs that have the same XRD share one template; where they differ, the
 * one that most hubs have keeps the name, and others have their first hub's behind it.
 */
export function templateEntities(
  xrds: OfferedXrd[],
  settings: TemplateSettings,
): TemplateEntities {
  const entities: Entity[] = [];
  const findings: XrdFinding[] = [];
  const byKind = new Map<string, Offered[]>();
  const taken = new Set<string>();
  for (const xrd of xrds) {
    const { template, refused } = templateOfXrd(xrd, settings);
    const { hub, definition } = xrd;
    if (template) {
      const key = `${xrd.plural}.${xrd.group}`;
      byKind.set(key, [...(byKind.get(key) ?? []), { xrd, template }]);
      for (const [weight, sentences] of [
        ['problem', template.problems],
        ['note', template.notes],
      ] as const) {
        if (sentences.length > 0) {
          const text = sentences.join('; ');
          findings.push({ hub, definition, weight, text });
        }
      }
    } else {
      findings.push({ hub, definition, weight: 'refused', text: refused });
      const name = templateName({ plural: definition, group: hub });
      if (/^[a-z0-9][a-z0-9.-]*$/.test(name) && !taken.has(name)) {
        taken.add(name);
        entities.push(refusedEntity(name, xrd, refused, settings));
      }
    }
  }
  for (const offered of byKind.values()) {
    for (const [index, same] of sameTemplates(offered).entries()) {
      const hubs = same.map(({ xrd }) => xrd);
      const name = templateName(hubs[0], index === 0 ? '' : `.${hubs[0].hub}`);
      entities.push(templateEntity(name, same[0].template, hubs));
    }
  }
  return { entities, findings };
}
