/** Whether a path is in one of the folders, or there are none to be in. */
export function isWithin(path: string, folders: string[]): boolean {
  return (
    folders.length === 0 ||
    folders.some(folder => {
      const prefix = folder.replace(/^(\.?\/)+|\/+$/g, '');
      return prefix === '' || prefix === '.' || path.startsWith(`${prefix}/`);
    })
  );
}
