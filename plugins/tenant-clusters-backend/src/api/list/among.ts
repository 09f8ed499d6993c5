/** Whether a value passes a filter; values of one filter are alternatives, and none lets everything pass. */
export function among(
  values: readonly string[] | undefined,
  value: string | undefined,
): boolean {
  return !values?.length || (value !== undefined && values.includes(value));
}
