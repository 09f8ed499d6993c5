import { isRecord, texts } from './schema';
import type {
  FormField,
  OfferedXrd,
  SpecForm,
  TemplateSettings,
} from './types';

/** Where fields stand that overrides put nowhere else. */
const DEFAULT_PAGE = 'Settings';

/** What every request says, whatever is requested. */
function firstPage(options: {
  cluster: boolean;
  kindRef: string;
  hubs: OfferedXrd[];
  settings: TemplateSettings;
}): FormField {
  const { cluster, kindRef, hubs, settings } = options;
  const [environment] = settings.environments;
  return {
    title: 'What and where',
    required: [
      'hub',
      'tenant',
      'name',
      ...(environment ? ['environment'] : []),
    ],
    properties: {
      hub: {
        title: 'Hub',
        description: 'Where it is made and looked after',
        type: 'string',
        enum: hubs.map(({ hub }) => hub),
        enumNames: hubs.map(({ hubTitle }) => hubTitle),
        ...(hubs.length === 1 && { default: hubs[0].hub }),
        'ui:field': 'HubPicker',
      },
      tenant: { title: 'Tenant', type: 'string', 'ui:field': 'TenantPicker' },
      name: {
        title: 'Name',
        type: 'string',
        'ui:field': 'ClusterNameField',
        ...(!cluster && { 'ui:options': { kind: kindRef } }),
      },
      ...(environment && {
        environment: {
          title: 'Environment',
          type: 'string',
          enum: settings.environments,
          default: environment,
        },
      }),
    },
  };
}

/** The fields of `spec` that stand on one page. */
function specPage(title: string, field: FormField, names: string[]): FormField {
  const properties = isRecord(field.properties) ? field.properties : {};
  const required = texts(field.required).filter(name => names.includes(name));
  return {
    title,
    required: ['spec'],
    properties: {
      spec: {
        type: 'object',
        // The page has its own title.
        'ui:title': '',
        ...(required.length > 0 && { required }),
        properties: Object.fromEntries(
          names.map(name => [name, properties[name]]),
        ),
        'ui:order': [...names, '*'],
      },
    },
  };
}

/**
 * The pages of a template's form. Fields of `spec` stand on one page unless overrides put them on others; those come in the
 * order of their first fields.
 */
export function formPages(options: {
  xrd: OfferedXrd;
  hubs: OfferedXrd[];
  form: SpecForm;
  settings: TemplateSettings;
}): FormField[] {
  const { xrd, hubs, form, settings } = options;
  const { field, groups } = form;
  const first = firstPage({
    cluster: xrd.cluster,
    kindRef: `${xrd.kind}.${xrd.group}`,
    hubs,
    settings,
  });
  const properties = isRecord(field.properties) ? field.properties : {};
  const names = Object.keys(properties);
  if (field['ui:field']) {
    return withPreview([
      first,
      { title: DEFAULT_PAGE, properties: { spec: field } },
    ]);
  }
  const titles = [...new Set(names.map(name => groups.get(name)))];
  const pages = titles.map(title => {
    const own = names.filter(name => groups.get(name) === title);
    return specPage(title ?? DEFAULT_PAGE, field, own);
  });
  const choice = Array.isArray(field.oneOf)
    ? { oneOf: field.oneOf }
    : undefined;
  if (choice && !titles.includes(undefined)) {
    pages.push(specPage(DEFAULT_PAGE, field, []));
  }
  const [settingsPage = pages[0]] = pages.filter(
    ({ title }) => title === DEFAULT_PAGE,
  );
  if (settingsPage) {
    // The rules of spec as a whole.
    settingsPage.description = field.description;
  }
  return withPreview([
    first,
    ...pages.map(page => withChoice(page, page === settingsPage && choice)),
  ]);
}

/** What the pull request will hold, under the last page's fields. */
function withPreview(pages: FormField[]): FormField[] {
  const last = pages[pages.length - 1];
  const preview = {
    title: 'What will be proposed',
    type: 'string',
    'ui:field': 'ManifestPreview',
  };
  return [
    ...pages.slice(0, -1),
    { ...last, properties: { ...(last.properties as {}), preview } },
  ];
}

/** The choice among shapes belongs to the page that overrides put nothing on. */
function withChoice(page: FormField, choice: FormField | false | undefined) {
  const { spec } = page.properties as { spec: FormField };
  return choice
    ? { ...page, properties: { spec: { ...spec, ...choice } } }
    : page;
}
