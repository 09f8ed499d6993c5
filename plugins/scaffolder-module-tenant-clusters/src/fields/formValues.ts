/** The other fields of a form that a field looks at, by the names that the template gives them. */
export interface RelatedFields {
  hub?: string;
  tenant?: string;
  name?: string;
}

/** Options of a field that name its neighbours; without them the neighbours are called hub, tenant and name. */
export interface NeighbourOptions {
  hub?: string;
  hubField?: string;
  tenantField?: string;
  nameField?: string;
}

const textOf = (value: unknown) =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Reads the neighbours of a field from the form's data. */
export function relatedFields(
  formData: Record<string, unknown> | undefined,
  options: NeighbourOptions | undefined,
): RelatedFields {
  const { hub, hubField, tenantField, nameField } = options ?? {};
  return {
    hub: hub ?? textOf(formData?.[hubField ?? 'hub']),
    tenant: textOf(formData?.[tenantField ?? 'tenant']),
    name: textOf(formData?.[nameField ?? 'name']),
  };
}
