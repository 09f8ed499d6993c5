import type { TemplateAddress } from './clusterRules';

/** The template whose form is shown at a path; undefined elsewhere, as in the editor of templates. */
export function templateAt(pathname: string): TemplateAddress | undefined {
  const [, namespace, name] =
    pathname.match(/\/templates\/([^/]+)\/([^/]+)\/?$/) ?? [];
  return namespace && name && namespace !== 'edit'
    ? {
        namespace: decodeURIComponent(namespace),
        name: decodeURIComponent(name),
      }
    : undefined;
}

/** Where a form opens with values: its own address with `formData`. */
export function formAddress(
  { pathname, search }: Pick<Location, 'pathname' | 'search'>,
  values: object,
): string {
  const query = new URLSearchParams(search);
  query.set('formData', JSON.stringify(values));
  return `${pathname}?${query}`;
}

/**
 * Opens the form that is shown anew, with values. The scaffolder (plugin-scaffolder-react 2.1) lets a field change no value but its
 * own, and reads `formData` of the address only once, when the page is loaded: so the page is loaded.
 */
export const openForm = {
  with(values: object): void {
    window.location.assign(formAddress(window.location, values));
  },
};
