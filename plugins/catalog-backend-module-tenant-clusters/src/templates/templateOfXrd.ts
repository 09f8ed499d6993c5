import { TEMPLATE_ANNOTATIONS } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { createHash } from 'node:crypto';
import { chooseVersion } from './chooseVersion';
import { formPages } from './formPages';
import { readOverrides } from './readOverrides';
import { isRecord } from './schema';
import { MAX_FIELDS, specForm } from './specForm';
import { templateOutput, templateSteps } from './templateSteps';
import { inWords, plainLine, plainText, withArticle } from './texts';
import type { FormField, OfferedXrd, TemplateSettings } from './types';

/** The part of a template that is the same on every hub that offers the same XRD. */
export interface XrdTemplate {
  title: string;
  description: string;
  tags: string[];
  owner: string;
  type: string;
  /** Made again with all the hubs that it is offered on. */
  parameters(hubs: OfferedXrd[]): FormField[];
  steps: ReturnType<typeof templateSteps>;
  output: ReturnType<typeof templateOutput>;
  /** What the form leaves to the manifest, for platform engineers. */
  notes: string[];
  /** What the annotations say and cannot be had. */
  problems: string[];
}

/** A template, or why there is none. */
export type TemplateAttempt =
  | { template: XrdTemplate; refused?: undefined }
  | { template?: undefined; refused: string };

const KIND = /^[A-Za-z][A-Za-z0-9]{0,62}$/;
const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const VERSION = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const TAG = /^[a-z0-9:+#]+(-[a-z0-9:+#]+)*$/;
const OWNER =
  /^([A-Za-z]{1,63}:)?([a-z0-9-]{1,63}\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const TYPE = /^[A-Za-z0-9][A-Za-z0-9 _-]{0,62}$/;
/** Characters; a form of this size has been downloaded before anybody sees it. */
const MAX_SIZE = 512 * 1024;

const isGroup = (group: string) =>
  group.length <= 253 && group.split('.').every(part => LABEL.test(part));

function refusalOf(xrd: OfferedXrd): string | undefined {
  const { kind, group, plural, form } = xrd;
  if (form === 'cluster-xr') {
    return 'its composite is cluster-scoped and has no claim: what has no namespace belongs to no tenant, so nobody could be let ask for it; give the XRD claimNames or the scope Namespaced';
  }
  if (!KIND.test(kind) || !LABEL.test(plural) || !isGroup(group)) {
    return 'its kind, plural or group is no name that Kubernetes takes';
  }
  return undefined;
}

/** The entity ref of an owner: a group's, where it does not say. */
const ownerOf = (wanted: string) =>
  stringifyEntityRef(
    parseEntityRef(wanted, {
      defaultKind: 'group',
      defaultNamespace: 'default',
    }),
  );

/** Reads what the annotations say of the template as a whole. */
function readHeader(
  xrd: OfferedXrd,
  schema: Record<string, unknown>,
  settings: TemplateSettings,
) {
  const wish = (name: keyof typeof TEMPLATE_ANNOTATIONS) =>
    xrd.annotations[TEMPLATE_ANNOTATIONS[name]];
  const words = withArticle(inWords(xrd.kind));
  const problems: string[] = [];
  const checked = (
    name: 'type' | 'folder' | 'owner',
    fits: (value: string) => boolean,
  ) => {
    const value = wish(name);
    if (value === undefined || fits(value)) {
      return value;
    }
    problems.push(`${TEMPLATE_ANNOTATIONS[name]} cannot be used as it is`);
    return undefined;
  };
  const owner = checked('owner', value => OWNER.test(value));
  return {
    title: plainLine(wish('title'), 120) ?? `Request ${words}`,
    description:
      plainText(wish('description'), 500) ??
      plainText(schema.description, 500) ??
      `Asks for ${words} by a pull request, which the platform team reviews.`,
    tags: (wish('tags') ?? (xrd.cluster ? 'kubernetes' : 'infrastructure'))
      .split(',')
      .map(tag => tag.trim())
      .filter(tag => tag.length <= 63 && TAG.test(tag))
      .slice(0, 10),
    owner: owner ? ownerOf(owner) : settings.owner,
    type:
      checked('type', value => TYPE.test(value)) ??
      (xrd.cluster ? 'cluster' : 'infrastructure'),
    folder:
      checked('folder', value => LABEL.test(value)) ??
      (xrd.cluster ? 'clusters' : xrd.plural),
    problems,
  };
}

/**
 * Makes a template of an XRD: the form is its schema, the steps write, check and propose the manifest. Pure. Whatever stands in
 * the XRD, this ends, and what it makes is bounded.
 */
export function templateOfXrd(
  xrd: OfferedXrd,
  settings: TemplateSettings,
): TemplateAttempt {
  const refused = refusalOf(xrd);
  if (refused) {
    return { refused };
  }
  const version = chooseVersion(xrd.versions);
  if (!version || !VERSION.test(version.name)) {
    return { refused: 'it serves no version' };
  }
  const schema = isRecord(version.schema) ? version.schema : {};
  const form = specForm(
    schema,
    readOverrides(xrd.annotations[TEMPLATE_ANNOTATIONS.fields]),
  );
  if (!form) {
    return {
      refused: `its spec has more than ${MAX_FIELDS} fields even where inner objects are YAML; nobody fills in such a form`,
    };
  }
  const { folder, problems, ...header } = readHeader(xrd, schema, settings);
  const template: XrdTemplate = {
    ...header,
    parameters: hubs => formPages({ xrd, hubs, form, settings }),
    steps: templateSteps({
      xrd,
      version: version.name,
      folder,
      keepEmpty: form.keepEmpty,
      settings,
    }),
    output: templateOutput(xrd),
    notes: form.notes,
    problems: [...problems, ...form.problems],
  };
  const size = sizeOf(template.parameters([xrd]));
  return size > MAX_SIZE
    ? { refused: `its form would be larger than ${MAX_SIZE} characters` }
    : { template };
}

function sizeOf(value: unknown): number {
  try {
    return JSON.stringify(value).length;
  } catch {
    // A default may lie as deep as it likes.
    return Infinity;
  }
}

/** Name of an entity for an XRD: its own, where the catalog takes it, since it is unique and stays. */
export function templateName(
  { plural, group }: Pick<OfferedXrd, 'plural' | 'group'>,
  suffix = '',
): string {
  const name = `${plural}.${group}${suffix}`;
  if (name.length <= 63) {
    return name;
  }
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 10);
  return `${name.slice(0, 52).replace(/[^a-z0-9]+$/, '')}-${digest}`;
}
